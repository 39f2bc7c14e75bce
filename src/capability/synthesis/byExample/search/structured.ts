import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import { type ListCandidate, listsGiving } from '../deduce/lists.ts';
import type { Rows } from '../deduce/scene.ts';
import { sourcesOf } from '../deduce/sources.ts';
import { valueAt } from '../evaluate/value.ts';
import type { Value } from '../language/expression.ts';
import type { Solution, Task } from './task.ts';

/** Finds programs without conditionals for a task; given by the caller, since parts of values are tasks of their own. */
type SolvePart = (task: Task, meter: Meter) => Iterable<Solution>;

const fieldCost = 0.3;
const mapCost = 0.5;

/** Records, field by field: each field has a program of its own. */
export function* recordPrograms(task: Task, meter: Meter, solve: SolvePart): Generator<Solution> {
  const records = task.examples.map(({ output }) => output as { readonly [name: string]: Value });
  const names = Object.keys(records[0] ?? {});
  if (!records.every((record) => Object.keys(record).toSorted().join() === names.toSorted().join())) return;
  const solutions: Solution[] = [];
  for (const name of names) {
    const examples = task.examples.map(({ input }, at) => ({ input, output: records[at]?.[name] ?? null }));
    const best = cheapest(solve({ ...task, examples }, meter));
    if (best === undefined) return;
    solutions.push(best);
  }
  yield {
    program: { gives: 'record', fields: solutions.map(({ program }, at) => [names[at] ?? '', program]) },
    cost: solutions.reduce((sum, { cost }) => sum + cost + fieldCost, 0),
  };
}

/** Arrays: the pieces of a text, or a program for each item of an array of the input. */
export function* arrayPrograms(task: Task, rows: Rows, meter: Meter, solve: SolvePart): Generator<Solution> {
  const outputs = task.examples.map(({ output }) => output as readonly Value[]);
  if (outputs.flat().every((item) => typeof item === 'string')) {
    const found: ListCandidate[] = listsGiving(
      sourcesOf(rows, []),
      outputs as readonly (readonly string[])[],
      rows,
      meter,
    );
    for (const { expression, cost } of found) yield { program: { gives: 'list', body: expression }, cost };
  }
  for (const { column, path } of arraysOf(task.examples)) {
    const items = (input: readonly Value[]) => valueAt(input[column], path);
    const pairs: SynthesisExample[] = [];
    let sameLength = true;
    for (const [at, { input }] of task.examples.entries()) {
      const from = items(input);
      const to = outputs[at] ?? [];
      if (!Array.isArray(from) || from.length !== to.length) sameLength = false;
      else for (const [nth, item] of from.entries()) pairs.push({ input: [item], output: to[nth] ?? null });
    }
    if (!sameLength || pairs.length === 0) continue;
    const others = task.others.flatMap((input) => {
      const found = items(input);
      return Array.isArray(found) ? found.map((item: Value) => [item]) : [];
    });
    const best = cheapest(solve({ examples: pairs, others }, meter));
    if (best === undefined) continue;
    yield { program: { gives: 'mapped', column, path, each: best.program }, cost: best.cost + mapCost };
  }
}

function cheapest(solutions: Iterable<Solution>): Solution | undefined {
  let best: Solution | undefined;
  for (const solution of solutions) if (best === undefined || solution.cost < best.cost) best = solution;
  return best;
}

/** Where all inputs have an array. */
function arraysOf(examples: readonly SynthesisExample[]): { column: number; path: readonly string[] }[] {
  const found: { column: number; path: readonly string[] }[] = [];
  const visit = (value: Value | undefined, column: number, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null || path.length > 4) return;
    if (Array.isArray(value)) {
      if (examples.every(({ input }) => Array.isArray(valueAt(input[column], path)))) found.push({ column, path });
      return;
    }
    for (const name of Object.keys(value)) visit(valueAt(value, [name]), column, [...path, name]);
  };
  for (const [column, value] of (examples[0]?.input ?? []).entries()) visit(value, column, []);
  return found;
}
