import { arraysFor, leavesWithin } from '../enumerate/arraysFor.ts';
import { run } from '../evaluate/evaluate.ts';
import { isRecord, sameValue } from '../evaluate/value.ts';
import type { Program, Value } from '../language/expression.ts';
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
  for (const { expression: of, cost } of arraysFor(examples)) {
    const [items = []] = examples.map(({ input }) => run({ gives: 'array', body: of }, input));
    if (!Array.isArray(items)) continue;
    for (const path of [[], ...leavesWithin(items[0])]) {
      for (const at of [0, -1, 1]) {
        const program: Program = { gives: 'entry', of, at, path };
        if (fits(program)) yield { program, cost: 1 + cost + 0.1 * path.length + (at === 0 ? 0 : 0.3) };
      }
    }
  }
}

/** Every place within a record, the record itself included. */
export function pathsWithin(value: Value | undefined, path: readonly string[] = []): (readonly string[])[] {
  if (!isRecord(value) || path.length > 4) return [path];
  return [path, ...Object.keys(value).flatMap((name) => pathsWithin(value[name], [...path, name]))].slice(0, 100);
}
