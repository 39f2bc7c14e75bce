import type { SynthesisExample } from '../../generator.ts';
import type { Meter } from '../deduce/concat.ts';
import { arraysFor, type CostedArray, leavesWithin } from '../enumerate/arraysFor.ts';
import { array as arrayOf, run } from '../evaluate/evaluate.ts';
import { isRecord, sameValue, valueAt } from '../evaluate/value.ts';
import type { Place, Program, Value } from '../language/expression.ts';
import { copies, pathsWithin } from './copies.ts';
import { cheapest, type Solution, type SolvePart, type Task } from './task.ts';
import { telling } from './telling.ts';

const fieldCost = 0.3;
const loopCost = 0.5;

/** Records: field by field; as one of the input with changes; or with a property for each item of an array. */
export function* recordPrograms(task: Task, meter: Meter, solve: SolvePart): Generator<Solution> {
  const records = task.examples.flatMap(({ output }) => (isRecord(output) ? [output] : []));
  yield* byField(task, records, meter, solve);
  yield* merged(task.examples, records);
  yield* keyed(task, records, meter, solve);
  yield* grouped(task, records, meter, solve);
}

function* byField(
  task: Task,
  records: readonly { readonly [name: string]: Value }[],
  meter: Meter,
  solve: SolvePart,
): Generator<Solution> {
  for (const rest of restsFor(task.examples, records)) {
    const own = records.map((record) => Object.keys(record).filter((name) => !rest.shared.has(name)));
    const names = own[0] ?? [];
    if (!own.every((others) => others.toSorted().join('\0') === names.toSorted().join('\0'))) continue;
    const fields: (readonly [string, Program])[] = [];
    let cost = rest.cost;
    for (const name of names) {
      const examples = task.examples.map(({ input }, at) => ({ input, output: records[at]?.[name] ?? null }));
      const best = fieldProgram({ ...task, examples }, meter, solve);
      if (best === undefined) break;
      fields.push([name, best.program]);
      cost += best.cost + fieldCost;
    }
    if (fields.length < names.length) continue;
    const { from } = rest;
    yield { program: { gives: 'record', ...(from && { rest: from }), fields }, cost };
  }
}

/** A program for the value of a field; failing that, the value that it has each time. */
function fieldProgram(task: Task, meter: Meter, solve: SolvePart): Solution | undefined {
  const [first] = task.examples;
  const value = first?.output;
  const isSame = task.examples.every(({ output }) => sameValue(output, value));
  const copied = cheapest(copies(task));
  if (copied !== undefined) return copied;
  const made = cheapest(solve(task, meter));
  if (!isSame || (value !== null && typeof value !== 'boolean' && typeof value !== 'number')) return made;
  const constant = { program: { gives: 'constant', value }, cost: task.examples.length > 1 ? 1 : 3.5 } as const;
  return made === undefined || constant.cost < made.cost ? constant : made;
}

interface Rest {
  /** Undefined for a record that is made anew. */
  readonly from?: { readonly column: number; readonly path: readonly string[]; readonly without: readonly string[] };
  readonly shared: ReadonlySet<string>;
  readonly cost: number;
}

/** Records of the input that have properties of the output. */
function* restsFor(
  examples: readonly SynthesisExample[],
  records: readonly { readonly [name: string]: Value }[],
): Generator<Rest> {
  yield { shared: new Set(), cost: 0 };
  for (const [column, value] of (examples[0]?.input ?? []).entries()) {
    for (const path of pathsWithin(value)) {
      const sources = examples.map(({ input }) => valueAt(input[column], path));
      if (!sources.every(isRecord)) continue;
      const shared = new Set(sources.flatMap((source) => Object.keys(source)));
      for (const [at, source] of sources.entries()) {
        for (const name of Object.keys(source)) {
          if (!sameValue(source[name], records[at]?.[name])) shared.delete(name);
        }
      }
      if (shared.size === 0) continue;
      const names = new Set(sources.flatMap((source) => Object.keys(source)));
      const without = [...names].filter((name) => !records.some((record) => Object.hasOwn(record, name)));
      // Names that only some records have are told apart by something else.
      const isEverywhere = (name: string) => sources.every((source) => Object.hasOwn(source, name));
      const taken = without.reduce((sum, name) => sum + (isEverywhere(name) ? 0.6 : 2.6), 0);
      yield { from: { column, path, without }, shared, cost: 1 + taken };
    }
  }
}

/** All that two or three records of the input have; of what several have, that of the last. */
function* merged(
  examples: readonly SynthesisExample[],
  records: readonly { readonly [name: string]: Value }[],
): Generator<Solution> {
  const places: Place[] = (examples[0]?.input ?? []).flatMap((value, column) =>
    pathsWithin(value).map((path) => ({ column, path })),
  );
  const known = places
    .filter(({ column, path }) => examples.every(({ input }) => isRecord(valueAt(input[column], path))))
    .slice(0, mostMerged);
  const pairs = known.flatMap((first) => known.filter((second) => second !== first).map((second) => [first, second]));
  const triples = pairs.flatMap((pair) =>
    known.filter((third) => !pair.includes(third)).map((third) => [...pair, third]),
  );
  for (const of of [...pairs, ...triples]) {
    const program: Program = { gives: 'merged', of };
    const isRight = examples.every(({ input }, at) => sameValue(run(program, input), records[at]));
    // Where both have a name, what stands there says which of them comes last; else the order in which they were given.
    const turned = of.filter((place, at) => at > 0 && known.indexOf(place) < known.indexOf(of[at - 1] ?? place)).length;
    if (isRight) yield { program, cost: 0.4 + 0.4 * of.length + 0.1 * turned };
  }
}

const mostMerged = 6;

/** The properties of a record of the input that are kept, where a test tells them from the others. */
function entriesKept(
  examples: readonly SynthesisExample[],
  records: readonly { readonly [name: string]: Value }[],
): CostedArray[] {
  return arraysFor(examples).flatMap(({ expression: of, cost }) => {
    if (of.op !== 'entries') return [];
    const items = examples.map(({ input }) => arrayOf(of, input) ?? []);
    const labels = items.flatMap((ofRow, row) =>
      ofRow.map((item) => Object.hasOwn(records[row] ?? {}, String(valueAt(item, ['name'])))),
    );
    if (!labels.includes(true) || !labels.includes(false)) return [];
    return telling(items.flat(), labels)
      .slice(0, 1)
      .map(({ test, cost: own }): CostedArray => ({ expression: { op: 'filtered', of, test }, cost: cost + own }));
  });
}

/** A property for each item: the places of both are the same. */
function* keyed(
  task: Task,
  records: readonly { readonly [name: string]: Value }[],
  meter: Meter,
  solve: SolvePart,
): Generator<Solution> {
  for (const { expression: of, cost } of [...arraysFor(task.examples), ...entriesKept(task.examples, records)]) {
    const pairs = task.examples.flatMap(({ input }, at) => {
      const items = run({ gives: 'array', body: of }, input);
      const entries = Object.entries(records[at] ?? {});
      if (!Array.isArray(items) || items.length !== entries.length) return [undefined];
      return entries.map(([name, value], nth) => ({ item: [items[nth] ?? null], name, value }));
    });
    if (pairs.length < 2 || pairs.includes(undefined)) continue;
    const known = pairs.filter((pair) => pair !== undefined);
    const keys = known.map(({ item, name }) => ({ input: item, output: name }));
    const key = cheapest(
      [...solve({ examples: keys, others: [] }, meter)].filter(({ program }) => program.gives === 'text'),
    );
    if (key?.program.gives !== 'text') continue;
    const values = known.map(({ item, value }) => ({ input: item, output: value }));
    const value = fieldProgram({ examples: values, others: [] }, meter, solve);
    if (value === undefined) continue;
    const program: Program = { gives: 'keyed', of, key: key.program.body, value: value.program };
    yield { program, cost: cost + 1 + loopCost + key.cost + value.cost };
  }
}

/** A property for each value that the items have at some place. */
function* grouped(
  task: Task,
  records: readonly { readonly [name: string]: Value }[],
  meter: Meter,
  solve: SolvePart,
): Generator<Solution> {
  for (const { expression: of, cost } of arraysFor(task.examples)) {
    const lists = task.examples.flatMap(({ input }) => {
      const items = run({ gives: 'array', body: of }, input);
      return Array.isArray(items) ? [items as readonly Value[]] : [];
    });
    if (lists.length < records.length) continue;
    for (const path of leavesWithin(lists.find((items) => items.length > 0)?.[0])) {
      // Names of properties are all different: a group for each would be that property alone.
      if (of.op === 'entries' && path[0] === 'name') continue;
      const examples = lists.flatMap((items, at) => {
        const record = records[at] ?? {};
        const keys = [...new Set(items.map((item) => String(valueAt(item, path))))];
        if (keys.toSorted().join('\0') !== Object.keys(record).toSorted().join('\0')) return [undefined];
        return keys.map((name) => ({
          input: [items.filter((item) => String(valueAt(item, path)) === name)],
          output: record[name] ?? null,
        }));
      });
      if (examples.length < 2 || examples.includes(undefined)) continue;
      const known = examples.filter((example) => example !== undefined);
      const value = fieldProgram({ examples: known, others: [] }, meter, solve);
      if (value === undefined) continue;
      const key = { op: 'input', column: 0, path } as const;
      yield { program: { gives: 'grouped', of, key, value: value.program }, cost: cost + 1.5 + value.cost };
    }
  }
}
