import type { SynthesisExample } from '../../generator.ts';
import { leavesOf } from '../deduce/sources.ts';
import { text as textOf } from '../evaluate/evaluate.ts';
import { isScalar } from '../evaluate/value.ts';
import type { Program, TextExpression } from '../language/expression.ts';
import { constantCost, constantOnlyCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Solution, Task } from './task.ts';

const mostEntries = 200;
const tableCost = 4;

/**
 * What each of a few texts stands for, as the examples say; all others have no answer. Programs that do something with
 * their input are always preferred: a table knows nothing that it was not told.
 */
export function* tablePrograms({ examples, others }: Task): Generator<Solution> {
  for (const { isTold, ...solution } of allTables({ examples, others })) if (isTold) yield solution;
}

/** What the examples say and nothing else, if their inputs are texts: for all others there is no answer. */
export function byHeart(task: Task): Program | undefined {
  if (task.examples.some(({ output }) => output === null || typeof output === 'boolean')) return undefined;
  const [table] = allTables(task);
  return table?.program;
}

function* allTables({ examples, others }: Task): Generator<Solution & { readonly isTold: boolean }> {
  const answered = examples.filter(({ output }) => output !== null);
  if (new Set(answered.map(({ output }) => JSON.stringify(output))).size < 2) return;
  for (const { key: of, cost } of keysFor(answered)) {
    const entries = entriesOf(of, answered);
    if (entries === undefined) continue;
    const declined = examples.filter(({ output }) => output === null);
    if (declined.some(({ input }) => entries.has(textOf(of, input) ?? '\0'))) continue;
    const values = new Set(entries.values());
    const missing = others.filter((input) => !entries.has(textOf(of, input) ?? '\0')).length;
    const elsewhere = others.length === 0 ? 0 : (undefinedElsewhereCost * missing) / others.length;
    // Where each key has a value of its own, other inputs must show that these are the keys.
    const isTold = values.size < entries.size || 2 * missing < others.length;
    const keys = [...entries.keys()].reduce((sum, key) => sum + 0.5 * Math.min(4, constantCost(key)), 0);
    const told = [...values].reduce<number>((sum, value) => sum + constantCost(String(value)) + constantOnlyCost, 0);
    // Where all other inputs are keys, what is told of them is all that there is to tell.
    const isAll = others.length > 0 && missing === 0;
    yield {
      program: { gives: 'table', of, entries: [...entries] },
      cost: tableCost + cost + keys + (isAll ? 0.3 : 1) * told + elsewhere,
      isTold,
    };
  }
}

type Entries = ReadonlyMap<string, string | number | boolean>;

/** Undefined where a key stands for two things, or for what is no text or number. */
function entriesOf(of: TextExpression, examples: readonly SynthesisExample[]): Entries | undefined {
  const entries = new Map<string, string | number | boolean>();
  for (const { input, output } of examples) {
    const key = textOf(of, input);
    if (key === undefined || !isScalar(output)) return undefined;
    const known = entries.get(key);
    if (known !== undefined && known !== output) return undefined;
    entries.set(key, output);
  }
  return entries.size < 2 || entries.size > mostEntries ? undefined : entries;
}

/** The inputs as they are, in one case, and their first and last words. */
function* keysFor(examples: readonly SynthesisExample[]): Generator<{ key: TextExpression; cost: number }> {
  for (const leaf of leavesOf(examples.map(({ input }) => input))) {
    const input: TextExpression = { op: 'input', ...leaf };
    yield { key: input, cost: 0 };
    yield { key: { op: 'casing', of: { op: 'trim', of: input }, to: 'lower' }, cost: 0.4 };
    const fields = { op: 'split', of: input, by: '.' } as const;
    yield { key: { op: 'item', of: fields, at: -1 }, cost: 1 };
    for (const at of [0, -1]) {
      const words = { op: 'matches', of: input, pattern: { kind: 'class', name: 'word' } } as const;
      yield { key: { op: 'item', of: words, at }, cost: 1 };
    }
  }
}
