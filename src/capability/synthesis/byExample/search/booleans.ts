import type { Meter } from '../deduce/concat.ts';
import type { Rows } from '../deduce/scene.ts';
import { leavesOf } from '../deduce/sources.ts';
import { mayHaveArrays } from '../enumerate/arraysFor.ts';
import { itemTests } from '../enumerate/itemTests.ts';
import { holds, text as textOf } from '../evaluate/evaluate.ts';
import { valueAt } from '../evaluate/value.ts';
import type { Test, TextExpression } from '../language/expression.ts';
import type { CostedTest } from '../unify/costedTest.ts';
import { formulaFor, negated } from '../unify/formulas.ts';
import { areWords, testsFor } from '../unify/tests.ts';
import type { Solution } from './task.ts';

const mostValues = 50;
/** A test that costs more may be a poor disguise of two plain ones. */
const plain = 2.5;

/** Tests that answer as wanted, and formulas of them; failing that, whether the input is one of those with a yes. */
export function* booleanPrograms(known: Rows, outputs: readonly boolean[], meter: Meter): Generator<Solution> {
  yield* quantified(known, outputs);
  const tests = testsFor(known.inputs).map((one) => ({ ...one, answers: answersOf(one.test, known) }));
  let least = Number.POSITIVE_INFINITY;
  for (const { answers, ...test } of tests) {
    const isRight = answers.every((answer, row) => answer === outputs[row]);
    if (!isRight && !answers.every((answer, row) => answer === !outputs[row])) continue;
    // That two are alike is one of several things to say of them.
    if (test.test.op !== 'agree') least = Math.min(least, test.cost);
    yield solutionOf(isRight ? test : negated(test));
  }
  // A single output says nothing of what it depends on.
  if (new Set(outputs).size < 2) return;
  yield* enumerated(known, outputs);
  if (least < plain) return;
  const decided = tests.flatMap(({ answers, ...test }) => {
    const told = answers.filter((answer) => answer !== undefined);
    const isEnough = new Set(told.map((answer, row) => answer === outputs[row])).size === 1;
    return told.length < answers.length || isEnough ? [] : [{ ...test, answers: told }];
  });
  // Whatever can be said of yes and no alone says more than what they come with.
  for (const atoms of [decided.filter(({ test }) => test.op === 'flag'), decided]) {
    const formula = atoms.length === 0 ? undefined : formulaFor(atoms, outputs, meter);
    if (formula === undefined) continue;
    yield solutionOf(formula);
    break;
  }
}

/** What holds for every item, or for some. */
function* quantified({ inputs }: Rows, outputs: readonly boolean[]): Generator<Solution> {
  if (inputs.length < 2 || !mayHaveArrays(inputs)) return;
  for (const { of, test, cost, answers } of itemTests(inputs)) {
    for (const op of ['every', 'some'] as const) {
      if (!answers.every((ofRow, row) => ofRow[op](Boolean) === outputs[row])) continue;
      yield solutionOf({ test: { op, of, test }, cost: cost + 0.3 });
    }
  }
}

function* enumerated(known: Rows, outputs: readonly boolean[]): Generator<Solution> {
  for (const leaf of leavesOf(known.inputs)) {
    const of: TextExpression = { op: 'input', ...leaf };
    if (!known.inputs.some((input) => typeof valueAt(input[leaf.column], leaf.path) === 'string')) continue;
    const values = new Set(known.inputs.flatMap((input, row) => (outputs[row] ? (textOf(of, input) ?? []) : [])));
    const test: Test = { op: 'oneOf', of, values: [...values] };
    if (values.size === 0 || values.size > mostValues) continue;
    if (!answersOf(test, known).every((answer, row) => answer === outputs[row])) continue;
    const isOfKinds = areWords(known.inputs.flatMap((input) => textOf(of, input) ?? []));
    yield solutionOf({ test, cost: isOfKinds ? 2 + 0.5 * values.size : 6 + 2 * values.size });
  }
}

function answersOf(test: Test, { inputs }: Rows): (boolean | undefined)[] {
  return inputs.map((input) => holds(test, input));
}

function solutionOf({ test, cost }: CostedTest): Solution {
  return { program: { gives: 'boolean', body: test }, cost };
}
