import { leavesOf } from '../deduce/sources.ts';
import { number as numberOf } from '../evaluate/evaluate.ts';
import { tidy } from '../evaluate/number.ts';
import type { NumberExpression, TextExpression, Value } from '../language/expression.ts';
import type { CostedTest } from './costedTest.ts';

const mostThresholds = 24;

/** What can be asked about numbers: on which side of a limit they are, which of two is less, by what they can be divided. */
export function* numberTests(inputs: readonly (readonly Value[])[]): Generator<CostedTest> {
  const numbers = numbersOf(inputs);
  for (const { expression: left, values, cost } of numbers) {
    for (const limit of limitsOf(values)) {
      const digits = String(limit).replace(/^-|0+$|\./g, '').length;
      yield { test: { op: 'less', left, right: { op: 'constant', value: limit } }, cost: 1.4 + cost + 0.2 * digits };
    }
    for (const value of new Set(values)) {
      const isKind = values.indexOf(value) !== values.lastIndexOf(value);
      const constant: NumberExpression = { op: 'constant', value };
      yield {
        test: { op: 'same', left, right: constant },
        cost: (isKind || value === 1 || value === 0 ? 1.3 : 2.2) + cost,
      };
    }
    for (const { expression: right, cost: other } of numbers) {
      if (left !== right) yield { test: { op: 'less', left, right }, cost: 1.2 + cost + other };
    }
    if (!values.every(Number.isInteger)) continue;
    for (const value of [2, 3, 5, 10]) {
      const rest: NumberExpression = { op: 'arithmetic', by: '%', left, right: { op: 'constant', value } };
      const none: NumberExpression = { op: 'constant', value: 0 };
      yield { test: { op: 'same', left: rest, right: none }, cost: 2.2 + cost + (value === 2 ? 0 : 0.5) };
    }
  }
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
  for (const step of [1000, 500, 100, 50, 10, 5, 1, 0.5, 0.1]) {
    const found = tidy(Math.floor(tidy(above / step)) * step);
    if (found > below) return found;
  }
  return above;
}
