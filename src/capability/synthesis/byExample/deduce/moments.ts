import { moment as momentOf, text as textOf } from '../evaluate/evaluate.ts';
import { addDays, edgeDay, type Moment, timeIn } from '../evaluate/moment.ts';
import { readDate } from '../evaluate/readMoment.ts';
import type { DayEdge, MomentExpression, TextExpression } from '../language/expression.ts';
import { partCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Meter, Piece } from './concat.ts';
import { partsOf } from './momentParts.ts';
import { type MomentSource, momentSourcesOf } from './momentSources.ts';
import type { Rows, Source } from './scene.ts';
import { changedTimes } from './times.ts';
import { wholeDates } from './wholeDates.ts';

/** Parts of the dates and times of the input that the outputs have, as they are and rounded. */
export function momentPieces(
  rows: Rows,
  outputs: readonly string[],
  sources: readonly Source[],
  meter: Meter,
): Piece[] {
  const moments = momentSourcesOf(rows, sources);
  const days = moments.flatMap((source) => otherDays(source, outputs).flatMap((made) => partsOf(made, outputs, rows)));
  return [
    ...moments.flatMap((source) => wholeDates(source, outputs, rows, meter)),
    ...days,
    ...moments.flatMap((source) => [
      ...partsOf(source, outputs, rows),
      ...quarters(source, outputs, rows),
      ...changedTimes(source, outputs, rows, meter),
    ]),
  ];
}

const nameParts = {
  month: ['month', 'MM', 'monthName', 'monthShort'],
  weekday: ['weekday', 'weekdayShort'],
} as const;
const named = ['letters', 'digits'] as const;

/** Months and days of the week in other words: `Mar` as `03`, `10` as `October`, `Mon` as `Monday`. */
export function namedMomentPieces(rows: Rows, outputs: readonly string[], sources: readonly Source[]): Piece[] {
  const texts = sources.flatMap(({ expression: of, cost }) => [
    { of, cost },
    ...named.map((name): { of: TextExpression; cost: number } => {
      const list = { op: 'matches', of, pattern: { kind: 'class', name } } as const;
      return { of: { op: 'item', of: list, at: 0 }, cost: cost + 0.6 };
    }),
  ]);
  return texts.flatMap(({ of, cost }) => {
    const known = rows.inputs.flatMap((input) => textOf(of, input) ?? []);
    if (known.length < rows.inputs.length) return [];
    // What is a number in both is rather a number than a month.
    const isNumber = known.some((text) => /\d/.test(text));
    return (['month', 'weekday'] as const).flatMap((kind) => {
      const expression: MomentExpression = { op: 'readName', of, kind };
      const moments = rows.inputs.flatMap((input) => momentOf(expression, input) ?? []);
      if (moments.length < rows.inputs.length) return [];
      const missing = rows.others.filter((input) => momentOf(expression, input) === undefined).length;
      const elsewhere = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
      const only = isNumber ? (['monthName', 'monthShort'] as const) : nameParts[kind];
      return partsOf({ expression, cost: cost + elsewhere, moments }, outputs, rows, only);
    });
  });
}

const edges: readonly DayEdge[] = ['monthStart', 'monthEnd', 'weekStart', 'yearStart'];
const otherDayCost = 0.5;

/** `Q3`: nearly always the letter means the quarter, also where all known ones are the same. */
function quarters({ expression: of, cost }: MomentSource, outputs: readonly string[], rows: Rows): Piece[] {
  const quarter: TextExpression = { op: 'moment', of, part: 'quarter' };
  const expression: TextExpression = { op: 'concat', parts: [{ op: 'literal', value: 'Q' }, quarter] };
  const texts = rows.inputs.flatMap((inputs) => textOf(expression, inputs) ?? []);
  const isThere = texts.length === outputs.length && texts.every((text, row) => outputs[row]?.includes(text));
  return isThere ? [{ expression, texts, cost: partCost + 1 + cost }] : [];
}

/** The dates of the outputs, where they are so many days from those of the input, or the ends of their months and weeks. */
function otherDays({ expression: of, cost, moments }: MomentSource, outputs: readonly string[]): MomentSource[] {
  const targets = outputs.map((output) => [...dates(output)]);
  const made = (
    expression: MomentExpression,
    own: number,
    changed: readonly (Moment | undefined)[],
  ): MomentSource[] => {
    const known = changed.flatMap((moment) => moment ?? []);
    const isTold = targets.every((days, row) => days.some((day) => day === dayOfMoment(known[row])));
    return isTold && known.length === outputs.length ? [{ expression, cost: cost + own, moments: known }] : [];
  };
  const first = dayOfMoment(moments[0]);
  const distances = first === undefined ? [] : (targets[0] ?? []).map((day) => day - first);
  const moved = distances
    .filter((days) => days !== 0 && Math.abs(days) <= 400 && (outputs.length > 1 || Math.abs(days) <= 7))
    .flatMap((days) =>
      made(
        { op: 'addDays', of, days },
        otherDayCost,
        moments.map((moment) => addDays(moment, days)),
      ),
    );
  const ends = edges.flatMap((edge) =>
    made(
      { op: 'dayOf', of, edge },
      otherDayCost + 0.1,
      moments.map((moment) => edgeDay(moment, edge)),
    ),
  );
  return [...moved, ...ends];
}

/** Days of the dates that a text may have. */
function* dates(text: string): Generator<number> {
  for (const order of ['dmy', 'mdy'] as const) {
    const day = dayOfMoment(readDate(text, order, 1));
    if (day !== undefined) yield day;
  }
}

function dayOfMoment(moment: Moment | undefined): number | undefined {
  return moment && timeIn(moment, 'days');
}
