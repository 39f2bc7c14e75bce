import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import { type ListCandidate, listsGiving } from '../deduce/lists.ts';
import type { Rows } from '../deduce/scene.ts';
import { sourcesOf } from '../deduce/sources.ts';
import { arraysFor, type CostedArray, leavesWithin } from '../enumerate/arraysFor.ts';
import { array as arrayOf } from '../evaluate/evaluate.ts';
import { sameValue, valueAt } from '../evaluate/value.ts';
import type { ArrayExpression, Program, Value } from '../language/expression.ts';
import { copies } from './copies.ts';
import { cheapest, type Solution, type SolvePart, type Task } from './task.ts';
import { telling } from './telling.ts';

/** Arrays: the pieces of a text; those of the input in another order, some of them, or a program for each item. */
export function* arrayPrograms(task: Task, rows: Rows, meter: Meter, solve: SolvePart): Generator<Solution> {
  const outputs = task.examples.map(({ output }) => output as readonly Value[]);
  if (outputs.flat().every((item) => typeof item === 'string')) {
    const wanted = outputs as readonly (readonly string[])[];
    const found: ListCandidate[] = listsGiving(sourcesOf(rows, []), wanted, rows, meter);
    for (const { expression, cost } of found) yield { program: { gives: 'list', body: expression }, cost };
  }
  yield* tuples(task, outputs, meter, solve);
  for (const { expression, cost } of arraysFor(task.examples)) {
    if (!meter.spend(20)) return;
    for (const made of [{ expression, cost }, ...changesOf(expression, cost, task.examples)]) {
      const items = task.examples.map(({ input }) => arrayOf(made.expression, input));
      const known = items.flatMap((ofRow) => (ofRow === undefined ? [] : [ofRow]));
      if (known.length < items.length) continue;
      if (sameValue(known, outputs)) yield { program: { gives: 'array', body: made.expression }, cost: made.cost };
      else if (made.expression !== expression) yield* valuesOf(made, known, outputs);
      else if (made.expression === expression) {
        yield* someOf(made, known, outputs);
        yield* eachOf(made, known, { outputs, task }, meter, solve);
      }
    }
  }
}

const mostInTuple = 4;

/** As many values each time, each with a program of its own. */
function* tuples(
  task: Task,
  outputs: readonly (readonly Value[])[],
  meter: Meter,
  solve: SolvePart,
): Generator<Solution> {
  const [first = []] = outputs;
  if (outputs.length < 2 || first.length < 2 || first.length > mostInTuple) return;
  if (outputs.some(({ length }) => length !== first.length)) return;
  const items: Program[] = [];
  let cost = 1;
  for (const at of first.keys()) {
    const examples = task.examples.map(({ input }, row) => ({ input, output: outputs[row]?.[at] ?? null }));
    const best = cheapest([...copies({ ...task, examples }), ...solve({ ...task, examples }, meter)]);
    if (best === undefined) return;
    items.push(best.program);
    cost += best.cost + 0.5;
  }
  yield { program: { gives: 'tuple', items }, cost };
}

/** The first few, all but a few, the last few. */
const parts: readonly (readonly [from: number, to?: number])[] = [
  ...([[0, 1], [0, 2], [0, 3], [1], [2], [0, -1], [1, -1], [-1], [-2], [-3]] as const),
];

function* changesOf(of: ArrayExpression, cost: number, examples: readonly SynthesisExample[]): Generator<CostedArray> {
  yield { expression: { op: 'unique', of }, cost: cost + 0.8 };
  yield { expression: { op: 'turned', of }, cost: cost + 1 };
  yield { expression: { op: 'flattened', of }, cost: cost + 0.8 };
  yield { expression: { op: 'running', of }, cost: cost + 1.2 };
  for (const [from, to] of parts) {
    yield { expression: { op: 'part', of, from, ...(to === undefined ? {} : { to }) }, cost: cost + 1.9 };
  }
  const [item] = examples.flatMap(({ input }) => arrayOf(of, input)?.slice(0, 1) ?? []);
  for (const path of leavesWithin(item)) {
    if (path.length > 0) {
      yield { expression: { op: 'uniqueBy', of, path }, cost: cost + 1 };
      const values = { op: 'mapped', of, each: { gives: 'value', column: 0, path } } as const;
      yield { expression: { op: 'unique', of: values }, cost: cost + 1.2 };
    }
    for (const descending of [false, true]) {
      const sorted = { op: 'sortedBy', of, path, descending } as const;
      yield { expression: sorted, cost: cost + 0.7 + (descending ? 0.1 : 0) };
      yield { expression: { op: 'unique', of: sorted }, cost: cost + 2 };
      for (const to of [1, 2, 3]) yield { expression: { op: 'part', of: sorted, from: 0, to }, cost: cost + 2.4 };
    }
  }
}

/** A value within each of the items. */
function* valuesOf(
  { expression: of, cost }: CostedArray,
  known: readonly (readonly Value[])[],
  outputs: readonly (readonly Value[])[],
): Generator<Solution> {
  if (known.some((items, row) => items.length !== outputs[row]?.length)) return;
  for (const path of leavesWithin(known.flat()[0])) {
    if (path.length === 0) continue;
    if (!known.every((items, row) => items.every((item, at) => sameValue(valueAt(item, path), outputs[row]?.[at])))) {
      continue;
    }
    const body: ArrayExpression = { op: 'mapped', of, each: { gives: 'value', column: 0, path } };
    yield { program: { gives: 'array', body }, cost: cost + 0.5 };
  }
}

/** Those items, or values within them, for which a test holds that the others fail. */
function* someOf(
  { expression: of, cost }: CostedArray,
  known: readonly (readonly Value[])[],
  outputs: readonly (readonly Value[])[],
): Generator<Solution> {
  const [first] = known.flat();
  for (const path of [[], ...leavesWithin(first).filter(({ length }) => length > 0)]) {
    const kept = known.map((items, row) =>
      placesOf(
        items.map((item) => valueAt(item, path) ?? null),
        outputs[row] ?? [],
      ),
    );
    const labels = kept.flatMap((places, row) => (known[row] ?? []).map((_, at) => places?.has(at)));
    if (labels.includes(undefined) || !labels.includes(true) || !labels.includes(false)) continue;
    for (const { test, cost: own } of telling(known.flat(), labels)) {
      const filtered: ArrayExpression = { op: 'filtered', of, test };
      const body: ArrayExpression =
        path.length === 0 ? filtered : { op: 'mapped', of: filtered, each: { gives: 'value', column: 0, path } };
      yield { program: { gives: 'array', body }, cost: cost + 1 + own };
    }
  }
}

/** Where the wanted items are among all, in their order; undefined where they are not. */
function placesOf(items: readonly Value[], wanted: readonly Value[]): ReadonlySet<number> | undefined {
  const places = new Set<number>();
  let next = 0;
  for (const [at, item] of items.entries()) {
    if (next < wanted.length && sameValue(item, wanted[next])) {
      places.add(at);
      next++;
    }
  }
  return next === wanted.length ? places : undefined;
}

/** What one program makes of each item. */
function* eachOf(
  { expression: of, cost }: CostedArray,
  known: readonly (readonly Value[])[],
  { outputs, task }: { readonly outputs: readonly (readonly Value[])[]; readonly task: Task },
  meter: Meter,
  solve: SolvePart,
): Generator<Solution> {
  if (known.some((items, row) => items.length !== outputs[row]?.length)) return;
  const examples = known.flatMap((items, row) =>
    items.map((item, at) => ({ input: [item], output: outputs[row]?.[at] ?? null })),
  );
  if (examples.length === 0) return;
  const others = task.others.flatMap((input) => arrayOf(of, input)?.map((item) => [item]) ?? []);
  const best = cheapest([...copies({ examples, others }), ...solve({ examples, others }, meter)]);
  if (best === undefined) return;
  const each: Program = best.program;
  yield { program: { gives: 'array', body: { op: 'mapped', of, each } }, cost: cost + best.cost + 0.3 };
}
