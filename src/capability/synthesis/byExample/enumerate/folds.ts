import type { Rows } from '../deduce/scene.ts';
import { array as arrayOf } from '../evaluate/evaluate.ts';
import { tidy } from '../evaluate/number.ts';
import { valueAt } from '../evaluate/value.ts';
import type { ArrayExpression, Fold, NumberExpression, Value } from '../language/expression.ts';
import { arraysFor, leavesWithin, mayHaveArrays } from './arraysFor.ts';
import { itemTests } from './itemTests.ts';

const folds: readonly (readonly [Fold, number])[] = [
  ['count', 0.4],
  ['sum', 0.5],
  ['max', 0.7],
  ['min', 0.7],
  ['average', 0.8],
  ['product', 1],
];

export interface FoldedNumber {
  readonly expression: NumberExpression;
  readonly cost: number;
}

/** Sums, extremes, averages and counts of the arrays of the input, and of what a field or two of their items give. */
export function* foldsFor({ inputs }: Rows): Generator<FoldedNumber> {
  const rows = inputs.map((input) => ({ input, output: null }));
  for (const { expression: of, cost } of arraysFor(rows)) {
    const [item] = inputs.flatMap((input) => arrayOf(of, input)?.slice(0, 1) ?? []);
    const calculated = [...calculationsOf(item)];
    for (const [by, own] of folds) {
      yield { expression: { op: 'fold', by, of }, cost: cost + own };
      if (by === 'count') continue;
      for (const path of leavesWithin(item)) {
        if (path.length === 0) continue;
        const value = { op: 'mapped', of, each: { gives: 'value', column: 0, path } } as const;
        yield { expression: { op: 'fold', by, of: value }, cost: cost + own + 0.2 };
      }
      if (of.op === 'texts') continue;
      for (const { expression: body, cost: each } of calculated) {
        const value = { op: 'mapped', of, each: { gives: 'number', body } } as const;
        yield { expression: { op: 'fold', by, of: value }, cost: cost + own + each };
      }
    }
  }
}

const mostFields = 5;

/** The product of each two numbers of an item, the square of one, and how long its texts are. */
function* calculationsOf(item: Value | undefined): Generator<FoldedNumber> {
  const paths = leavesWithin(item);
  const numbers = paths.filter((path) => typeof valueAt(item, path) === 'number').slice(0, mostFields);
  for (const [at, one] of numbers.entries()) {
    for (const other of numbers.slice(at)) {
      const left: NumberExpression = { op: 'numberInput', column: 0, path: one };
      const right: NumberExpression = { op: 'numberInput', column: 0, path: other };
      yield { expression: { op: 'arithmetic', by: '*', left, right }, cost: one === other ? 1.2 : 0.8 };
    }
  }
  for (const path of paths.filter((one) => typeof valueAt(item, one) === 'string').slice(0, mostFields)) {
    yield { expression: { op: 'length', of: { op: 'input', column: 0, path } }, cost: 0.7 };
  }
}

/** How many items there are for which a test holds, and the sum of their numbers, where that gives the targets. */
export function* foldsWhere({ inputs }: Rows, targets: readonly number[]): Generator<FoldedNumber> {
  if (inputs.length < 2 || !mayHaveArrays(inputs)) return;
  for (const { of, test, cost, items, answers } of itemTests(inputs)) {
    const kept: ArrayExpression = { op: 'filtered', of, test };
    if (answers.every((ofRow, row) => ofRow.filter(Boolean).length === targets[row])) {
      yield { expression: { op: 'fold', by: 'count', of: kept }, cost: cost + 0.8 };
    }
    const [first] = items.flat();
    for (const path of leavesWithin(first)) {
      if (typeof valueAt(first, path) !== 'number') continue;
      const sums = answers.map((ofRow, row) =>
        ofRow.reduce((sum, holds, at) => (holds ? sum + Number(valueAt(items[row]?.[at], path)) : sum), 0),
      );
      if (!sums.every((sum, row) => tidy(sum) === targets[row])) continue;
      const numbers: ArrayExpression =
        path.length === 0 ? kept : { op: 'mapped', of: kept, each: { gives: 'value', column: 0, path } };
      yield { expression: { op: 'fold', by: 'sum', of: numbers }, cost: cost + 1.2 };
    }
  }
}
