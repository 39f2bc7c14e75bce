import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import type { Rows } from '../deduce/scene.ts';
import { leavesOf, sourcesOf } from '../deduce/sources.ts';
import { numberPrograms } from '../enumerate/numbers.ts';
import { holds, run, text as textOf } from '../evaluate/evaluate.ts';
import { isRecord, isScalar, sameValue } from '../evaluate/value.ts';
import type { Program, Test, TextExpression } from '../language/expression.ts';
import { testsFor } from '../unify/tests.ts';
import { arrayPrograms } from './arrays.ts';
import { copies } from './copies.ts';
import { recordPrograms } from './structured.ts';
import type { Solution, Task } from './task.ts';
import { textPrograms } from './text.ts';

const firstRows = 4;
const mostRows = 10;
const othersLookedAt = 20;

/** Whether the program gives the output of the example; `null` is given by declining. */
function satisfies(program: Program, { input, output }: SynthesisExample): boolean {
  return sameValue(run(program, input) ?? null, output);
}

/**
 * Programs without conditionals that satisfy all examples, the cheapest first. Few examples are searched with at first;
 * one that a program fails on joins them (counterexample-guided inductive synthesis, Solar-Lezama 2008).
 */
export function* uniformPrograms(task: Task, meter: Meter): Generator<Solution> {
  const { examples, others } = task;
  const answered = examples.filter(({ output }) => output !== null);
  const declines = answered.length < examples.length;
  let rows = answered.slice(0, firstRows);
  while (rows.length > 0 && meter.spend(1)) {
    let missed: SynthesisExample | undefined;
    let solved = false;
    const known = {
      inputs: rows.map(({ input }) => input),
      others: declines
        ? []
        : [...answered.filter((one) => !rows.includes(one)).map(({ input }) => input), ...others].slice(
            0,
            othersLookedAt,
          ),
    };
    for (const { program, cost } of programsFor(known, { examples: rows, others }, meter)) {
      const failed = examples.find((example) => !satisfies(program, example));
      if (failed === undefined) {
        solved = true;
        yield { program, cost };
      } else missed ??= failed.output === null ? undefined : failed;
    }
    if (solved || missed === undefined || rows.length >= mostRows) return;
    rows = [...rows, missed];
  }
}

/** Programs for outputs of one kind on the known rows; that they satisfy further examples is not known. */
export function* programsFor(known: Rows, task: Task, meter: Meter): Generator<Solution> {
  const outputs = task.examples.map(({ output }) => output);
  const hasArrays = known.inputs.some((input) => input.some((value) => typeof value === 'object'));
  if (hasArrays || !outputs.every(isScalar)) yield* copies(task);
  if (outputs.every((output) => typeof output === 'string')) {
    for (const { expression, cost } of textPrograms(known, outputs, meter)) {
      yield { program: { gives: 'text', body: expression }, cost };
    }
  } else if (outputs.every((output) => typeof output === 'number')) {
    for (const { expression, cost } of numberPrograms(known, outputs, sourcesOf(known, []), meter)) {
      yield { program: { gives: 'number', body: expression }, cost };
    }
  } else if (outputs.every((output) => typeof output === 'boolean')) {
    yield* booleanPrograms(known, outputs);
  } else if (outputs.every((output) => Array.isArray(output))) {
    yield* arrayPrograms(task, known, meter, uniformPrograms);
  } else if (outputs.every(isRecord)) {
    yield* recordPrograms(task, meter, uniformPrograms);
  }
}

/** Tests that answer as wanted; failing that, whether the input is one of those for which the answer is yes. */
function* booleanPrograms(known: Rows, outputs: readonly boolean[]): Generator<Solution> {
  const answers = (test: Test) => known.inputs.map((input) => holds(test, input));
  for (const { test, cost } of testsFor(known.inputs)) {
    const given = answers(test);
    if (given.every((answer, row) => answer === outputs[row]))
      yield { program: { gives: 'boolean', body: test }, cost };
    if (given.every((answer, row) => answer !== undefined && answer !== outputs[row])) {
      yield { program: { gives: 'boolean', body: { op: 'not', of: test } }, cost: cost + 0.5 };
    }
  }
  for (const leaf of leavesOf(known.inputs)) {
    const of: TextExpression = { op: 'input', ...leaf };
    const values = new Set(known.inputs.flatMap((input, row) => (outputs[row] ? (textOf(of, input) ?? []) : [])));
    const test: Test = { op: 'oneOf', of, values: [...values] };
    if (values.size === 0 || values.size > 50 || !answers(test).every((answer, row) => answer === outputs[row]))
      continue;
    yield { program: { gives: 'boolean', body: test }, cost: 6 + 2 * values.size };
  }
}
