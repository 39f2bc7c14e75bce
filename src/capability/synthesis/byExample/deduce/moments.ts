import { moment as momentOf, text as textOf } from '../evaluate/evaluate.ts';
import { addDays, edgeDay, type Moment, secondsOf, timeIn } from '../evaluate/moment.ts';
import { readDate, readTime } from '../evaluate/readMoment.ts';
import type { DayEdge, MomentExpression, MomentPart, TextExpression } from '../language/expression.ts';
import { partCost, undefinedElsewhereCost } from '../rank/cost.ts';
import { concatenations, type Meter, type Piece } from './concat.ts';
import { type Rows, type Source, sourceOf } from './scene.ts';

const partCosts: Readonly<Record<MomentPart, number>> = {
  year: 0.3,
  yy: 0.6,
  month: 0.4,
  MM: 0.4,
  monthName: 0.3,
  monthShort: 0.3,
  day: 0.4,
  DD: 0.4,
  weekday: 0.5,
  weekdayShort: 0.5,
  quarter: 0.9,
  week: 1,
  WW: 1,
  dayOfYear: 1,
  DDD: 1,
  hour: 0.4,
  HH: 0.4,
  hour12: 0.5,
  hh: 0.6,
  minute: 0.6,
  mm: 0.4,
  second: 0.6,
  ss: 0.4,
  AMPM: 0.4,
  ampm: 0.4,
};

const twoDigits: readonly MomentPart[] = ['MM', 'DD', 'HH', 'hh'];

const parts = Object.keys(partCosts) as MomentPart[];

/** A date or time of the input, on every known row. */
interface MomentSource {
  readonly expression: MomentExpression;
  readonly cost: number;
  readonly moments: readonly Moment[];
}

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
    ...days,
    ...moments.flatMap((source) => [
      ...partsOf(source, outputs, rows),
      ...quarters(source, outputs, rows),
      ...roundedTimes(source, outputs, rows, meter),
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

/** Numbers that are parts of dates and times, as texts: for ranges of minutes and the like. */
export function momentTexts(rows: Rows, sources: readonly Source[]): Source[] {
  const numeric: readonly MomentPart[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
  return momentSourcesOf(rows, sources).flatMap(({ expression: of, cost }) =>
    numeric.flatMap((part) => sourceOf({ op: 'moment', of, part }, 1 + cost, rows) ?? []),
  );
}

const otherOrderCost = 2;

/** Whether texts like `25/3/2021` tell that days come first, or months; undefined where they do not, or differ. */
function orderIn(text: string): 'dmy' | 'mdy' | undefined {
  const match = /(?<!\d)(\d{1,2})[-/.]{0,2}(\d{1,2})[-/.]{0,2}(?:\d{4}|\d{2})(?!\d)/.exec(text);
  if (match === null) return undefined;
  if (Number(match[1]) > 12) return 'dmy';
  return Number(match[2]) > 12 ? 'mdy' : undefined;
}

/** What it costs that some texts tell another order of day and month, and that known ones tell both. */
function orderCost({ texts, others }: Source, order: 'dmy' | 'mdy'): number {
  const known = texts.flatMap((text) => orderIn(text) ?? []);
  const told = [...known, ...others.flatMap((text) => orderIn(text) ?? [])];
  if (told.length === 0) return 0;
  const share = told.filter((one) => one !== order).length / told.length;
  return otherOrderCost * (share + (new Set(known).size > 1 ? 1 : 0));
}

function momentSourcesOf(rows: Rows, sources: readonly Source[]): MomentSource[] {
  const found = new Map<string, MomentSource>();
  for (const source of sources) {
    const { expression: of, cost } = source;
    for (const nth of [1, -1, 2]) {
      for (const order of ['dmy', 'mdy'] as const) {
        const expression: MomentExpression = { op: 'readMoment', of, order, nth };
        const moments = rows.inputs.flatMap((inputs) => momentOf(expression, inputs) ?? []);
        if (moments.length < rows.inputs.length) continue;
        const [first] = moments;
        if (first === undefined) continue;
        const missing = rows.others.filter((inputs) => !isComplete(momentOf(expression, inputs), first)).length;
        const penalty = rows.others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / rows.others.length;
        const made = {
          expression,
          cost: cost + penalty + orderCost(source, order) + (nth === 1 ? 0 : 0.5) + (order === 'dmy' ? 0 : 0.1),
          moments,
        };
        const key = JSON.stringify(moments);
        if ((found.get(key)?.cost ?? Number.POSITIVE_INFINITY) > made.cost) found.set(key, made);
      }
    }
  }
  return [...found.values()].slice(0, 6);
}

/** Whether it has what the other has. */
function isComplete(moment: Moment | undefined, other: Moment): boolean {
  return moment !== undefined && Object.keys(other).every((name) => Object.hasOwn(moment, name));
}

function partsOf(
  { expression: of, cost }: MomentSource,
  outputs: readonly string[],
  rows: Rows,
  wanted: readonly MomentPart[] = parts,
): Piece[] {
  const pieces: Piece[] = [];
  // Where one number is filled up with zeros, the others are as well.
  const isPadded = outputs.some((output) => /(?<!\d)0\d/.test(output));
  for (const part of wanted) {
    const expression: TextExpression = { op: 'moment', of, part };
    const texts = rows.inputs.flatMap((inputs) => textOf(expression, inputs) ?? []);
    if (texts.length < rows.inputs.length) continue;
    for (const [made, changed, extra] of casings(expression, texts)) {
      if (!changed.every((text, row) => outputs[row]?.includes(text))) continue;
      pieces.push({
        expression: made,
        texts: changed,
        cost: partCost + 0.6 + cost + partCosts[part] + extra - (isPadded && twoDigits.includes(part) ? 0.1 : 0),
      });
    }
  }
  return pieces;
}

function casings(
  expression: TextExpression,
  texts: readonly string[],
): readonly (readonly [TextExpression, readonly string[], number])[] {
  const upper = texts.map((text) => text.toUpperCase());
  const lower = texts.map((text) => text.toLowerCase());
  return [
    [expression, texts, 0],
    ...(upper.join() === texts.join() ? [] : ([[{ op: 'casing', of: expression, to: 'upper' }, upper, 0.5]] as const)),
    ...(lower.join() === texts.join() ? [] : ([[{ op: 'casing', of: expression, to: 'lower' }, lower, 0.5]] as const)),
  ];
}

const minute = 60;
const hour = 3600;

/** Steps that people round times to, in seconds. */
const steps = [
  ...[12, 8, 6, 4, 3, 2, 1.5, 1].map((hours) => hours * hour),
  ...[45, 30, 20, 15, 10, 5, 1].map((minutes) => minutes * minute),
  ...[30, 15, 10],
];

/** Times of the outputs that are a time of the input rounded to a step, or the other end of the step's range. */
function roundedTimes(source: MomentSource, outputs: readonly string[], rows: Rows, meter: Meter): Piece[] {
  const times = source.moments.flatMap((one) => secondsOf(one) ?? []);
  if (times.length < outputs.length) return [];
  const tokens = outputs.map(timesIn);
  const least = Math.min(4, ...tokens.map(({ length }) => length));
  if (least === 0) return [];
  const targets = Array.from({ length: least }, (_, nth) => tokens.map((ofRow) => ofRow[nth] ?? ''));
  const seconds = targets.map((texts) => texts.map((text) => secondsOf(readTime(text, 1) ?? {}) ?? 0));
  const pieces: Piece[] = [];
  for (const [nth, texts] of targets.entries()) {
    for (const moved of movedTimes(source, times, seconds[nth] ?? []))
      pieces.push(...written(moved, texts, rows, meter));
  }
  const [first = []] = seconds;
  const widths = seconds.slice(1).map((values) => wrapped((values[0] ?? 0) - (first[0] ?? 0)));
  for (const base of roundings(source, times, first)) {
    // The ends of a range tell its step.
    const telling = widths.length === 0 || widths.some((width) => isWidth(width, base.step)) ? 0 : 0.6;
    for (const [nth, texts] of targets.entries()) {
      const width = wrapped((seconds[nth]?.[0] ?? 0) - (first[0] ?? 0));
      if (!(seconds[nth] ?? []).every((value, row) => wrapped(value - (first[row] ?? 0)) === width)) continue;
      const usual = isWidth(width, base.step);
      const expression: MomentExpression =
        width === 0 ? base.expression : { op: 'addTime', of: base.expression, seconds: width };
      const cost = base.cost + telling + (width === 0 ? 0 : usual ? 0.2 : 1.2);
      pieces.push(...written({ expression, cost, moments: source.moments }, texts, rows, meter));
    }
  }
  return pieces;
}

const movedCost = 0.8;

/** Times that are always so much later, or earlier, than one of the input. */
function* movedTimes(
  { expression: of, cost, moments }: MomentSource,
  times: readonly number[],
  targets: readonly number[],
): Generator<MomentSource> {
  const ahead = wrapped((targets[0] ?? 0) - (times[0] ?? 0));
  if (ahead === 0 || !times.every((time, row) => wrapped((targets[row] ?? 0) - time) === ahead)) return;
  const seconds = ahead > 43_200 ? ahead - 86_400 : ahead;
  const own = seconds % hour === 0 ? 0 : seconds % (15 * minute) === 0 ? 0.4 : 1;
  const alone = times.length < 2 ? 1 : 0;
  yield { expression: { op: 'addTime', of, seconds }, cost: cost + movedCost + own + alone, moments };
}

/** The distance from one end of a step's range to the other, which may or may not belong to it. */
function isWidth(width: number, step: number): boolean {
  return [step, step - 1, step - minute].includes(width);
}

function wrapped(seconds: number): number {
  return ((seconds % 86_400) + 86_400) % 86_400;
}

interface TimeRounding {
  readonly expression: MomentExpression;
  readonly step: number;
  readonly cost: number;
}

function* roundings(
  source: MomentSource,
  times: readonly number[],
  targets: readonly number[],
): Generator<TimeRounding> {
  const modes = [
    ['floor', 0.2],
    ['round', 0.5],
    ['ceil', 0.5],
  ] as const;
  for (const [rank, step] of steps.entries()) {
    const offset = (targets[0] ?? 0) % step;
    for (const [mode, modeCost] of modes) {
      const matches = times.every((time, row) => {
        const rounded = Math[mode]((time - offset) / step) * step + offset;
        return wrapped(rounded - (targets[row] ?? 0)) === 0;
      });
      if (!matches) continue;
      const expression: MomentExpression = { op: 'roundTime', of: source.expression, step, offset, mode };
      yield { expression, step, cost: source.cost + 1 + modeCost + 0.02 * rank + (offset === 0 ? 0 : 1) };
    }
  }
}

/** A time in one piece: its parts belong together, and are cheaper so than each for itself. */
function written(source: MomentSource, texts: readonly string[], rows: Rows, meter: Meter): Piece[] {
  // Next to AM or PM an hour is one of twelve.
  const isHalved = texts.every((text) => /[ap]m$/i.test(text));
  const wrong: readonly MomentPart[] = isHalved ? ['hour', 'HH'] : ['hour12', 'hh'];
  const pieces: Piece[] = partsOf(source, texts, rows)
    .filter(({ expression }) => expression.op !== 'moment' || !wrong.includes(expression.part))
    .map((piece) => ({ ...piece, cost: piece.cost - source.cost - 1 }));
  return [...concatenations(texts, [], pieces, 2, meter)].map(({ expression, cost }) => ({
    expression,
    texts,
    cost: partCost + source.cost + 0.35 * cost,
  }));
}

/** The times of day that are written in a text, as they are written. */
function timesIn(text: string): readonly string[] {
  return text.match(timeInText) ?? [];
}

const timeInText = /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm]\b)?|(?<!\d)\d{1,2}\s?[AaPp][Mm]\b/g;
