import type { SynthesisExample } from '../../generator.ts';
import type { Found, Meter } from '../deduce/concat.ts';
import { holds, text as textOf } from '../evaluate/evaluate.ts';
import { type Partial, unified } from '../unify/conditions.ts';
import { testsFor } from '../unify/tests.ts';
import type { Solution, Task } from './task.ts';
import { textPrograms } from './text.ts';

const testsSplitBy = 10;
const rowsLearnedFrom = 4;
const programsKept = 5;
const examplesCoveredByPairs = 5;

/** Programs that do one thing for some inputs and another for the others, or decline for them. */
export function* conditionalPrograms({ examples, others }: Task, meter: Meter): Generator<Solution> {
  if (examples.length < 2 || examples.some(({ output }) => output !== null && typeof output !== 'string')) return;
  const partials: Partial[] = [];
  const declined = examples.flatMap(({ output }, at) => (output === null ? [at] : []));
  if (declined.length > 0) partials.push({ body: { op: 'decline' }, cost: 0, right: new Set(declined) });
  const learn = (rows: readonly number[]): void => {
    partials.push(...partialsFrom(rows, examples, others, meter));
  };
  const seen = new Set<string>();
  for (const rows of subsetsOf(examples)) {
    const key = rows.join();
    if (rows.length === 0 || seen.has(key) || !meter.spend(50)) continue;
    seen.add(key);
    learn(rows);
  }
  // What nothing covers yet is learned from alone.
  for (const at of examples.keys()) {
    if (partials.some(({ right }) => right.has(at))) continue;
    if (!meter.spend(50) || partials.length > 400) break;
    learn([at]);
  }
  const solution = unified(examples, partials);
  if (solution !== undefined) yield solution;
}

/** Groups of examples that may have one program: the sides of simple tests; of few examples, all pairs and each alone. */
function* subsetsOf(examples: readonly SynthesisExample[]): Generator<readonly number[]> {
  const answered = examples.flatMap(({ output }, at) => (output === null ? [] : [at]));
  yield answered.slice(0, rowsLearnedFrom);
  for (const { test } of testsFor(examples.map(({ input }) => input)).slice(0, testsSplitBy)) {
    for (const side of [true, false]) {
      const rows = answered.filter((at) => holds(test, examples[at]?.input ?? []) === side);
      yield rows.slice(0, rowsLearnedFrom);
    }
  }
  if (answered.length > examplesCoveredByPairs) return;
  for (const [nth, first] of answered.entries()) {
    for (const second of answered.slice(nth + 1)) yield [first, second];
    yield [first];
  }
}

function partialsFrom(
  rows: readonly number[],
  examples: readonly SynthesisExample[],
  others: Task['others'],
  meter: Meter,
): Partial[] {
  const chosen = rows.flatMap((at) => examples[at] ?? []);
  const outputs = chosen.map(({ output }) => String(output));
  const known = { inputs: chosen.map(({ input }) => input), others: [] };
  const found: Found[] = [];
  for (const program of textPrograms(known, outputs, meter)) {
    found.push(program);
    if (found.length >= programsKept) break;
  }
  return found.map(({ expression: body, cost }) => {
    const right = examples.flatMap(({ input, output }, at) => ((textOf(body, input) ?? null) === output ? [at] : []));
    const missing = others.filter((input) => textOf(body, input) === undefined).length;
    return { body, cost: cost + (others.length === 0 ? 0 : missing / others.length), right: new Set(right) };
  });
}
