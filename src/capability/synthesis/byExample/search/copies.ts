import { arraysFor, leavesWithin } from '../enumerate/arraysFor.ts';
import { array as arrayOf, run } from '../evaluate/evaluate.ts';
import { isRecord, sameValue, valueAt } from '../evaluate/value.ts';
import type { ArrayExpression, Place, Program, Value } from '../language/expression.ts';
import type { Solution, Task } from './task.ts';

/** Values of the input as they are, and those of its first and last items. */
export function* copies({ examples }: Task): Generator<Solution> {
  const fits = (program: Program) =>
    examples.every(({ input, output }) => {
      const value = run(program, input);
      return value !== undefined && sameValue(value, output);
    });
  for (const [column, value] of (examples[0]?.input ?? []).entries()) {
    for (const path of pathsWithin(value)) {
      const program: Program = { gives: 'value', column, path };
      if (fits(program)) yield { program, cost: 0.3 + 0.1 * path.length };
    }
  }
  yield* properties(examples).filter(({ program }) => fits(program));
  for (const { expression: of, cost } of arraysFor(examples)) {
    if (of.op === 'entries' && !areMaps(of, examples)) continue;
    const items = examples.flatMap(({ input }) => arrayOf(of, input)?.slice(0, 1) ?? []);
    yield* extremes(of, cost, items[0]).filter(({ program }) => fits(program));
    for (const path of [[], ...leavesWithin(items[0])]) {
      for (const at of [0, -1, 1]) {
        const program: Program = { gives: 'entry', of, at, path };
        if (fits(program)) yield { program, cost: 1 + cost + 0.1 * path.length + (at === 0 ? 0 : 0.3) };
      }
    }
  }
}

/** Whether records have names of their own, so that none is known before: what is first or greatest says something. */
function areMaps({ column, path }: Place, examples: Task['examples']): boolean {
  const names = examples.map(({ input }) => Object.keys(valueAt(input[column], path) ?? {}));
  const [first = []] = names;
  return names.length > 1 && !first.some((name) => names.every((others) => others.includes(name)));
}

/** What a record has under the name that another input is. */
function properties(examples: Task['examples']): Solution[] {
  const [{ input = [] } = {}] = examples;
  return input.flatMap((value, column) => {
    if (!isRecord(value)) return [];
    return input.flatMap((name, other): Solution[] =>
      typeof name === 'string'
        ? [
            {
              program: { gives: 'property', column, path: [], key: { op: 'input', column: other, path: [] } },
              cost: 0.8,
            },
          ]
        : [],
    );
  });
}

/** The items with the least and the greatest of some value, or what they have elsewhere. */
function extremes(of: ArrayExpression, cost: number, item: Value | undefined): Solution[] {
  if (!isRecord(item)) return [];
  return leavesWithin(item).flatMap((by) =>
    [false, true].flatMap((descending) => {
      const sorted: ArrayExpression = { op: 'sortedBy', of, path: by, descending };
      return [[], ...leavesWithin(item)].map(
        (path): Solution => ({
          program: { gives: 'entry', of: sorted, at: 0, path },
          cost: 1.8 + cost + 0.1 * path.length,
        }),
      );
    }),
  );
}

/** Every place within a record, the record itself included. */
export function pathsWithin(value: Value | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (!isRecord(value) || path.length > 4) return [path];
  return [path, ...Object.keys(value).flatMap((name) => pathsWithin(value[name], [...path, name]))].slice(0, 100);
}
