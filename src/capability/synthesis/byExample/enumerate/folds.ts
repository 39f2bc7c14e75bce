import type { Rows } from '../deduce/scene.ts';
import { array as arrayOf } from '../evaluate/evaluate.ts';
import type { Fold, NumberExpression } from '../language/expression.ts';
import { arraysFor, leavesWithin } from './arraysFor.ts';

const folds: readonly (readonly [Fold, number])[] = [
  ['count', 0.4],
  ['sum', 0.5],
  ['max', 0.7],
  ['min', 0.7],
  ['average', 0.8],
  ['product', 1],
];

/** Sums, extremes, averages and counts of the arrays of the input, and of a field of their items. */
export function* foldsFor({
  inputs,
}: Rows): Generator<{ readonly expression: NumberExpression; readonly cost: number }> {
  const rows = inputs.map((input) => ({ input, output: null }));
  for (const { expression: of, cost } of arraysFor(rows)) {
    const [item] = inputs.flatMap((input) => arrayOf(of, input)?.slice(0, 1) ?? []);
    for (const [by, own] of folds) {
      yield { expression: { op: 'fold', by, of }, cost: cost + own };
      if (by === 'count') continue;
      for (const path of leavesWithin(item)) {
        if (path.length === 0) continue;
        const value = { op: 'mapped', of, each: { gives: 'value', column: 0, path } } as const;
        yield { expression: { op: 'fold', by, of: value }, cost: cost + own + 0.2 };
      }
    }
  }
}
