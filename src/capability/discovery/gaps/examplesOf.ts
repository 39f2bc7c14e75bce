import { canonicalJson } from '#capability/package';
import type { ExpectedError, Gap, GapExample, SkippedExample } from '#protocol';
import type { TestedCall } from '../examples/readTests.ts';

type Known = Pick<Gap, 'examples' | 'contradictions' | 'skipped' | 'errors'>;

/** The examples in the calls of one function: without repetitions, all with as many arguments, contradictions named. */
export function examplesOf(calls: readonly TestedCall[]): Known {
  // Rows of a table share one place, and stay in their order.
  const sorted = calls.toSorted((a, b) => compare(a.place.path, b.place.path) || a.place.start - b.place.start);
  const skipped: SkippedExample[] = [];
  const all: GapExample[] = [];
  const errors = new Map<string, ExpectedError>();
  const endingUndefined = new Set<GapExample>();
  for (const { read, place, test } of sorted) {
    const titled = { place, ...(test === undefined ? {} : { test }) };
    if ('reason' in read) skipped.push({ place, reason: read.reason });
    else if ('error' in read) errors.set(canonicalJson(read.input), { input: read.input, ...read.error, ...titled });
    else {
      const { input, output, isUndefined } = read;
      const example = { input, output, ...(isUndefined && { isUndefined }), ...titled };
      if (read.endsUndefined) endingUndefined.add(example);
      all.push(example);
    }
  }
  const usual = usualCount(all);
  const known = new Map<string, number>();
  const examples: GapExample[] = [];
  const contradictions: [number, number][] = [];
  for (const example of all) {
    const count = example.input.length;
    if (count !== usual) {
      const reason = endingUndefined.has(example)
        ? 'an argument is undefined'
        : `it has ${count === 1 ? '1 argument' : `${count} arguments`}, and the other examples have ${usual}`;
      skipped.push({ place: example.place, reason });
      continue;
    }
    const key = canonicalJson(example.input);
    const before = known.get(key);
    if (before === undefined) known.set(key, examples.length);
    else if (
      examples.some(
        (one) => canonicalJson(one.input) === key && canonicalJson(one.output) === canonicalJson(example.output),
      )
    )
      continue;
    else contradictions.push([before, examples.length]);
    examples.push(example);
  }
  return { examples, contradictions, skipped, ...(errors.size === 0 ? {} : { errors: [...errors.values()] }) };
}

/** The number of arguments that most examples have; of several the largest. */
function usualCount(examples: readonly GapExample[]): number {
  const counts = new Map<number, number>();
  for (const { input } of examples) counts.set(input.length, (counts.get(input.length) ?? 0) + 1);
  return [...counts].sort(([a, often], [b, oftenB]) => oftenB - often || b - a)[0]?.[0] ?? 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
