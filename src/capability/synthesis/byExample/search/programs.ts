import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import type { Rows } from '../deduce/scene.ts';
import { sourcesOf } from '../deduce/sources.ts';
import { numberPrograms } from '../enumerate/numbers.ts';
import { run } from '../evaluate/evaluate.ts';
import { isRecord, isScalar, sameValue } from '../evaluate/value.ts';
import type { Program } from '../language/expression.ts';
import { arrayPrograms } from './arrays.ts';
import { booleanPrograms } from './booleans.ts';
import { copies } from './copies.ts';
import { recordPrograms } from './structured.ts';
import type { Solution, Task } from './task.ts';
import { textPrograms } from './text.ts';

const firstRows = 4;
const mostRows = 10;
/** Of yes and no each row says little, and costs little. */
const booleanRows = 60;
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
  const isBoolean = answered.every(({ output }) => typeof output === 'boolean');
  let rows = answered.slice(0, isBoolean ? booleanRows : firstRows);
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
    yield* booleanPrograms(known, outputs, meter);
  } else if (outputs.every((output) => Array.isArray(output))) {
    yield* arrayPrograms(task, known, meter, uniformPrograms);
  } else if (outputs.every(isRecord)) {
    yield* recordPrograms(task, meter, uniformPrograms);
  }
}
