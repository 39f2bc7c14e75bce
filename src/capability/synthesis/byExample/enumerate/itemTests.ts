import type { SynthesisExample } from '../../generator.ts';
import { array as arrayOf, holds } from '../evaluate/evaluate.ts';
import type { ArrayExpression, Test, Value } from '../language/expression.ts';
import { negated } from '../unify/formulas.ts';
import { testsFor } from '../unify/tests.ts';
import { arraysFor } from './arraysFor.ts';

/** A test for the items of an array. */
export interface ItemTest {
  readonly of: ArrayExpression;
  readonly test: Test;
  readonly cost: number;
  /** The items of each row, and which of them it holds for. */
  readonly items: readonly (readonly Value[])[];
  readonly answers: readonly (readonly boolean[])[];
}

const mostItems = 300;
const mostTests = 60;

/** What can be asked of the items of the arrays and records of the input, and its opposite. */
export function* itemTests(inputs: readonly (readonly Value[])[]): Generator<ItemTest> {
  const rows = inputs.map((input): SynthesisExample => ({ input, output: null }));
  for (const { expression: of, cost } of arraysFor(rows)) {
    if (of.op === 'texts') continue;
    const items = inputs.map((input) => arrayOf(of, input) ?? []);
    const all = items.flat().map((item) => [item]);
    if (all.length > mostItems) continue;
    for (const one of testsFor(all).slice(0, mostTests)) {
      for (const { test, cost: own } of [one, negated(one)]) {
        const answers = items.map((ofRow) => ofRow.flatMap((item) => holds(test, [item]) ?? []));
        if (answers.some(({ length }, row) => length < (items[row]?.length ?? 0))) continue;
        yield { of, test, cost: cost + own, items, answers };
      }
    }
  }
}
