import type { SynthesisExample } from '../../generator.ts';
import type { Value } from '../language/expression.ts';

const lostCost = 2;
const repeatedCost = 2;

/**
 * What answers on other inputs cost where they lose words of their input, or say them again, that no known output does:
 * if `a=b` becomes `a: b`, the answer `a: c` for `a=b=c` has lost something. Words that all examples lose (`src/`) may be
 * lost everywhere.
 * @param answers one for each of `others`; undefined is no answer
 */
export function brokenness(
  examples: readonly SynthesisExample[],
  others: readonly (readonly Value[])[],
  answers: readonly (Value | undefined)[],
): number {
  const known = examples.flatMap(({ input: [text, ...more], output }) =>
    typeof text === 'string' && more.length === 0 && typeof output === 'string' ? [{ text, output }] : [],
  );
  if (known.length < examples.length || known.length === 0) return 0;
  const mayLose = lostAlways(known);
  const most = Math.max(1, ...known.map(({ text, output }) => repetitions(text, output)));
  let lost = 0;
  let repeated = 0;
  for (const [row, [text]] of others.entries()) {
    const answer = answers[row];
    if (typeof text !== 'string' || typeof answer !== 'string') continue;
    if (mayLose !== undefined && losesOthers(lostWords(text, answer), mayLose)) lost++;
    if (repetitions(text, answer) > most) repeated++;
  }
  return (lostCost * lost + repeatedCost * repeated) / Math.max(1, others.length);
}

/** Not where other words stand in the place of all those that are always lost: they were no constants. */
function losesOthers(lost: readonly string[], mayLose: ReadonlySet<string>): boolean {
  const others = lost.filter((word) => !mayLose.has(word)).length;
  return others > 0 && !(others === mayLose.size && lost.length === others);
}

interface Known {
  readonly text: string;
  readonly output: string;
}

/** The words that each example loses; undefined where they lose different ones, or there is one that loses some. */
function lostAlways(known: readonly Known[]): ReadonlySet<string> | undefined {
  const [first = [], ...rest] = known.map(({ text, output }) => lostWords(text, output));
  if (rest.length === 0) return first.length === 0 ? new Set() : undefined;
  const words = new Set(first);
  return rest.every((lost) => lost.length === first.length && lost.every((word) => words.has(word)))
    ? words
    : undefined;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\d]+/gu) ?? [];
}

/**
 * The words of a text that are not in another one, in any case and with other signs between them. Where the other one has
 * numbers of its own, they are rounded, or calculated.
 */
function lostWords(text: string, output: string): string[] {
  const words = new Set(wordsOf(text));
  const written = wordsOf(output);
  const there = written.join('');
  const isCalculated = written.some((word) => /^\d+$/.test(word) && !words.has(word));
  return [...words].filter((word) => !there.includes(word) && !(isCalculated && /^\d+$/.test(word)));
}

/** How many times as often as a text another one has one of its words. */
function repetitions(text: string, output: string): number {
  const before = countsOf(text);
  const after = countsOf(output);
  return Math.max(0, ...[...before].map(([word, count]) => (after.get(word) ?? 0) / count));
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
