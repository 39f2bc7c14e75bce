import { secondsOf } from '../evaluate/moment.ts';
import { readTime } from '../evaluate/readMoment.ts';
import type { MomentExpression, MomentPart } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import { concatenations, type Meter, type Piece } from './concat.ts';
import { partsOf } from './momentParts.ts';
import type { MomentSource } from './momentSources.ts';
import type { Rows } from './scene.ts';

const minute = 60;
const hour = 3600;

/** Steps that people round times to, in seconds. */
const steps = [
  ...[12, 8, 6, 4, 3, 2, 1.5, 1].map((hours) => hours * hour),
  ...[45, 30, 20, 15, 10, 5, 1].map((minutes) => minutes * minute),
  ...[30, 15, 10],
];

/**
 * Times of the outputs that are a time of the input moved, or rounded to a step, or the other end of the step's range.
 */
export function changedTimes(source: MomentSource, outputs: readonly string[], rows: Rows, meter: Meter): Piece[] {
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
  // Times that are as they were tell of no step.
  const isSame = widths.length === 0 && times.every((time, row) => wrapped((first[row] ?? 0) - time) === 0);
  for (const base of isSame ? [] : roundings(source, times, first)) {
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
