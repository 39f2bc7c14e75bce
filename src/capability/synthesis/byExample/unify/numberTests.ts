import { isUsual } from '../ambiguity/usual.ts';
import { leavesOf } from '../deduce/sources.ts';
import { arraysFor } from '../enumerate/arraysFor.ts';
import { number as numberOf } from '../evaluate/evaluate.ts';
import { tidy } from '../evaluate/number.ts';
import type { NumberExpression, TextExpression, Value } from '../language/expression.ts';
import type { CostedTest } from './costedTest.ts';

const mostThresholds = 24;

/** What can be asked about numbers: on which side of a limit they are, which of two is less, by what they can be divided. */
export function* numberTests(inputs: readonly (readonly Value[])[]): Generator<CostedTest> {
  const numbers = [...numbersOf(inputs), ...sizesOf(inputs)];
  for (const [at, known] of numbers.entries()) {
    const { expression: left, values, cost } = known;
    for (const limit of limitsOf(values)) {
      const digits = String(limit).replace(/^-|0+$|\./g, '').length;
      yield { test: { op: 'less', left, right: constant(limit) }, cost: 1.4 + cost + 0.2 * digits };
    }
    for (const value of new Set(values)) {
      const isKind = values.indexOf(value) !== values.lastIndexOf(value);
      const own = isKind || value === 1 || value === 0 ? 1.3 : 3 + 0.2 * String(value).length;
      yield { test: { op: 'same', left, right: constant(value) }, cost: own + cost };
    }
    for (const [nth, { expression: right, cost: other }] of numbers.entries()) {
      if (nth === at) continue;
      yield { test: { op: 'less', left, right }, cost: 1.2 + cost + other };
      if (nth > at) yield { test: { op: 'same', left, right }, cost: 1.1 + cost + other };
    }
    if (values.every(Number.isInteger)) yield* divisible(known);
    else if (values.some(Number.isInteger)) yield { test: { op: 'whole', of: left }, cost: 1.5 + cost };
  }
}

/** What people divide by: small primes, tens and hundreds before others. */
const divisors = [
  ...([
    [2, 0],
    [3, 0.3],
    [4, 0.4],
    [5, 0.3],
    [6, 0.6],
    [7, 0.6],
    [8, 1.1],
    [9, 0.9],
    [10, 0.3],
    [11, 1.4],
    [12, 0.8],
  ] as const),
  ...([
    [15, 0.8],
    [20, 1],
    [25, 1],
    [30, 1],
    [50, 1],
    [60, 0.8],
    [100, 0.5],
    [400, 0.7],
    [1000, 0.5],
  ] as const),
];

/** By what some of the numbers can be divided, and not all. */
function* divisible({ expression: left, values, cost }: Known): Generator<CostedTest> {
  const isMultiple = values.some((value) => Math.abs(value) > 1);
  for (const [divisor, own] of divisors) {
    if (!isMultiple || !values.some((value) => value !== 0 && value % divisor === 0)) continue;
    const rest: NumberExpression = { op: 'arithmetic', by: '%', left, right: constant(divisor) };
    yield { test: { op: 'same', left: rest, right: constant(0) }, cost: 2.2 + cost + own };
  }
}

function constant(value: number): NumberExpression {
  return { op: 'constant', value };
}

interface Known {
  readonly expression: NumberExpression;
  readonly values: readonly number[];
  readonly cost: number;
}

function numbersOf(inputs: readonly (readonly Value[])[]): Known[] {
  return leavesOf(inputs).flatMap((leaf) => {
    const own: readonly (readonly [NumberExpression, number])[] = [
      [{ op: 'numberInput', ...leaf }, 0],
      [{ op: 'parse', of: { op: 'input', ...leaf } }, 0.3],
      [{ op: 'parse', of: numberIn({ op: 'input', ...leaf }, 0) }, 0.6],
    ];
    const known = own.flatMap(([expression, cost]) => {
      const values = inputs.flatMap((input) => numberOf(expression, input) ?? []);
      return values.length === inputs.length ? [{ expression, values, cost }] : [];
    });
    return known.slice(0, 1);
  });
}

/** How many items arrays have. */
function sizesOf(inputs: readonly (readonly Value[])[]): Known[] {
  const rows = inputs.map((input) => ({ input, output: null }));
  if (!inputs.some((input) => input.some((value) => typeof value === 'object'))) return [];
  return arraysFor(rows).flatMap(({ expression: of }) => {
    if (of.op !== 'arrayInput') return [];
    const expression: NumberExpression = { op: 'fold', by: 'count', of };
    return [{ expression, values: inputs.flatMap((input) => numberOf(expression, input) ?? []), cost: 0 }];
  });
}

/** The n-th number within a text. */
function numberIn(of: TextExpression, at: number): TextExpression {
  return { op: 'item', of: { op: 'matches', of, pattern: { kind: 'class', name: 'number' } }, at };
}

/** The plainest number above each known value, up to the next one: 90 for 88 and 95. */
function limitsOf(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b);
  return sorted
    .slice(1)
    .map((above, at) => plainest(sorted[at] ?? 0, above))
    .slice(0, mostThresholds);
}

function plainest(below: number, above: number): number {
  if (below < 0 && above >= 0) return 0;
  // An example just before a usual limit is one for that limit; one of the other side may be the limit itself.
  if (below + 1 <= above && below > 0 && isUsual(below + 1)) return below + 1;
  for (const step of [1000, 500, 100, 50, 10, 5, 1, 0.5, 0.1]) {
    const found = tidy(Math.floor(tidy(above / step)) * step);
    if (found > below) return found;
  }
  return above;
}
