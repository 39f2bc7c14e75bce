import type { Meter } from '../deduce/concat.ts';
import type { NumberSource } from '../deduce/numberSources.ts';
import { calculated, tidy } from '../evaluate/number.ts';
import type { NumberExpression, Operator } from '../language/expression.ts';

const operators: readonly (readonly [Operator, number])[] = [
  ['+', 0],
  ['-', 0],
  ['*', 0],
  ['/', 0.2],
  ['max', 0.3],
  ['min', 0.3],
  ['%', 0.8],
];
const mostPairs = 4000;
const mostFound = 12;
/** Numbers of which three are combined. */
const tripled = 8;

/** Arithmetic on two or three of the numbers that gives the targets, the cheapest numbers first. */
export function* combinations(
  leaves: readonly NumberSource[],
  targets: readonly number[],
  meter: Meter,
): Generator<NumberSource> {
  let found = 0;
  const fits = ({ values }: NumberSource) => values.every((value, row) => value === targets[row]);
  for (const combined of pairs(leaves, leaves.slice(0, mostPairs / Math.max(1, leaves.length)), meter)) {
    if (!fits(combined)) continue;
    yield combined;
    if (++found >= mostFound) return;
  }
  if (targets.length < 2) return;
  const few = leaves.slice(0, tripled);
  for (const combined of pairs([...pairs(few, few, meter)], few, meter)) {
    if (!fits(combined)) continue;
    yield combined;
    if (++found >= mostFound) return;
  }
  yield* averages(leaves, targets, meter);
}

/** Each two numbers by each operator. */
export function* pairs(
  left: readonly NumberSource[],
  right: readonly NumberSource[],
  meter: Meter,
): Generator<NumberSource> {
  for (const [at, one] of left.entries()) {
    if (!meter.spend(right.length)) return;
    for (const [nth, other] of right.entries()) {
      for (const [by, own] of operators) {
        // The order of the two does not matter.
        if (left === right && nth < at && ['+', '*', 'min', 'max'].includes(by)) continue;
        // With itself only a square says something.
        if (one.expression === other.expression && by !== '*') continue;
        const values = one.values.flatMap((value, row) => calculated(by, value, other.values[row] ?? 0) ?? []);
        if (values.length < one.values.length) continue;
        const expression: NumberExpression = { op: 'arithmetic', by, left: one.expression, right: other.expression };
        yield { expression, values, cost: one.cost + other.cost + 1.5 + own };
      }
    }
  }
}

/** The average of all of the few numbers that there are. */
function* averages(leaves: readonly NumberSource[], targets: readonly number[], meter: Meter): Generator<NumberSource> {
  const few = leaves.slice(0, tripled).filter(({ expression }) => expression.op === 'numberInput');
  if (few.length < 2 || few.length > 5 || !meter.spend(few.length)) return;
  const values = targets.map((_, row) => tidy(few.reduce((sum, one) => sum + (one.values[row] ?? 0), 0) / few.length));
  if (!values.every((value, row) => value === targets[row])) return;
  const sum = few
    .map(({ expression }) => expression)
    .reduce((left, right): NumberExpression => ({ op: 'arithmetic', by: '+', left, right }));
  const right: NumberExpression = { op: 'constant', value: few.length };
  yield { expression: { op: 'arithmetic', by: '/', left: sum, right }, values, cost: few.length };
}
