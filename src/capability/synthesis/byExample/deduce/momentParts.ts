import { text as textOf } from '../evaluate/evaluate.ts';
import type { MomentPart, TextExpression } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import type { Piece } from './concat.ts';
import type { MomentSource } from './momentSources.ts';
import type { Rows } from './scene.ts';

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

/** The parts of a date or time that all outputs have, in any case. */
export function partsOf(
  { expression: of, cost }: MomentSource,
  outputs: readonly string[],
  rows: Rows,
  wanted: readonly MomentPart[] = parts,
): Piece[] {
  const pieces: Piece[] = [];
  // Where one number is filled up with zeros, the others are as well; so it is in dates of ISO 8601.
  const isPadded = outputs.some((output) => /(?<!\d)0\d|(?<!\d)\d{4}-\d{2}(?!\d)/.test(output));
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
