import { timeIn } from '../evaluate/moment.ts';
import { readDate } from '../evaluate/readMoment.ts';
import type { MomentPart, TextExpression } from '../language/expression.ts';
import { partCost } from '../rank/cost.ts';
import { concatenations, type Meter, type Piece } from './concat.ts';
import { partsOf } from './momentParts.ts';
import type { MomentSource } from './momentSources.ts';
import type { Rows } from './scene.ts';

/** What belongs together is cheaper than each part for itself. */
const share = 0.35;
const waysKept = 3;
/** What nobody writes. */
const strangeCost = 3;

const datePart: readonly MomentPart[] = [
  ...(['year', 'yy', 'month', 'MM', 'monthName', 'monthShort', 'day', 'DD', 'weekday', 'weekdayShort'] as const),
];

/** Outputs that are the whole date of the input, and nothing else, in one way of writing dates. */
export function wholeDates(source: MomentSource, outputs: readonly string[], rows: Rows, meter: Meter): Piece[] {
  const days = source.moments.map((moment) => timeIn(moment, 'days'));
  const isWhole = outputs.every((output, row) =>
    (['dmy', 'mdy'] as const).some((order) => {
      const written = readDate(output, order, 1);
      return written !== undefined && days[row] !== undefined && timeIn(written, 'days') === days[row];
    }),
  );
  if (!isWhole) return [];
  const pieces = partsOf(source, outputs, rows, datePart).map((piece) => ({
    ...piece,
    cost: piece.cost - source.cost,
  }));
  return [...concatenations(outputs, [], pieces, waysKept, meter)].flatMap(({ expression, cost }) => {
    const parts = expression.op === 'concat' ? expression.parts : [expression];
    if (parts.some((part) => part.op === 'literal' && !isGlue(part.value))) return [];
    const orders = orderOf(parts);
    if (orders === undefined) return [];
    const own = isStrange(orders, parts) ? strangeCost : 0;
    return [{ expression, texts: outputs, cost: partCost + source.cost + share * cost + own }];
  });
}

/** Signs, and the few words that stand in dates. */
function isGlue(text: string): boolean {
  return !/[\p{L}\d]/u.test(text.replace(/\b(?:of|the|de|st|nd|rd|th)\b/g, ''));
}

/** Year, month and day in the order in which they stand; undefined where one is missing or there twice. */
function orderOf(parts: readonly TextExpression[]): string | undefined {
  const kinds = parts.flatMap((part) => (part.op === 'moment' ? (kindOf[part.part] ?? []) : []));
  const order = kinds.join('');
  return /^(?!.*(.).*\1)[ymd]{3}$/.test(order) ? order : undefined;
}

const kindOf: Readonly<Partial<Record<MomentPart, string>>> = {
  ...{ year: 'y', yy: 'y', month: 'm', MM: 'm', monthName: 'm', monthShort: 'm', day: 'd', DD: 'd' },
};

/** A year, then the day; a month before the day with points; 2026-1-5. */
function isStrange(order: string, parts: readonly TextExpression[]): boolean {
  const has = (wanted: readonly MomentPart[]) =>
    parts.some((part) => part.op === 'moment' && wanted.includes(part.part));
  const sign = (text: string) => parts.some((part) => part.op === 'literal' && part.value === text);
  if (order === 'ydm') return true;
  if (has(['monthName', 'monthShort'])) return false;
  if (order === 'ymd' && sign('-')) return has(['month', 'day']);
  return has(['month']) !== has(['day']) || (order === 'mdy' && sign('.'));
}
