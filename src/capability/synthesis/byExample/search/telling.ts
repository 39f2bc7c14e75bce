import { holds } from '../evaluate/evaluate.ts';
import type { Value } from '../language/expression.ts';
import type { CostedTest } from '../unify/costedTest.ts';
import { negated } from '../unify/formulas.ts';
import { testsFor } from '../unify/tests.ts';

const testsKept = 3;

/** The few simplest tests that hold for the items with a yes, and for no other. */
export function telling(items: readonly Value[], labels: readonly (boolean | undefined)[]): CostedTest[] {
  const inputs = items.map((item) => [item]);
  return testsFor(inputs)
    .flatMap((one) => [one, negated(one)])
    .filter(({ test }) => inputs.every((input, at) => holds(test, input) === labels[at]))
    .slice(0, testsKept);
}
