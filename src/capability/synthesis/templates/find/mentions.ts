import { tokensOf } from '#capability/router';
import type { Parameter } from '../template.ts';

/** A value that a request names, and where. */
export interface Mention {
  readonly value: string;
  /** Indexes into the tokens of the request; `end` is after the last one. */
  readonly start: number;
  readonly end: number;
}

/** Words between "to" and what follows it: "to a valid YAML". */
const fillers = new Set(['a', 'an', 'the', 'my', 'valid', 'plain', 'pretty', 'formatted', 'of']);

/** The values of a parameter that a text names, in its order; a longer name counts before the shorter one that is in it. */
export function mentionsOf({ values = {} }: Parameter, text: string): Mention[] {
  const words = keysOf(text);
  const names = Object.entries(values).flatMap(([value, { name, words: others = [] }]) =>
    [value, ...(name === undefined ? [] : [name]), ...others].map((one) => ({ value, keys: keysOf(one) })),
  );
  const found: Mention[] = [];
  for (let start = 0; start < words.length; start++) {
    const fitting = names.filter(
      ({ keys }) => keys.length > 0 && keys.every((key, at) => isForm(words[start + at], key)),
    );
    const [longest] = fitting.sort((a, b) => b.keys.length - a.keys.length);
    if (longest === undefined) continue;
    found.push({ value: longest.value, start, end: start + longest.keys.length });
    start += longest.keys.length - 1;
  }
  return found;
}

/** Whether what is named is said to be wanted (`to`, `as`), to be there (`from`), or neither. */
export function roleOf({ start, end }: Mention, text: string): 'from' | 'to' | undefined {
  const words = keysOf(text);
  let before = start - 1;
  while (fillers.has(words[before] ?? '')) before--;
  if (/^(?:to|into|as|2|in)$/.test(words[before] ?? '')) return 'to';
  if (words[before] === 'from' || /^(?:to|into|as|2)$/.test(words[end] ?? '')) return 'from';
  // "turn the CSV table into JSON"
  return words.slice(end, end + 4).some((word) => /^(?:to|into|as)$/.test(word)) ? 'from' : undefined;
}

/** Words and signs, as they are compared; signs are of no matter but where they are all that there is. */
export function keysOf(text: string): string[] {
  const tokens = tokensOf(text);
  const words = tokens.filter(({ isWord }) => isWord);
  return (words.length > 0 ? words : tokens).map(({ key }) => key);
}

/** `tables` is `table`. */
function isForm(word: string | undefined, key: string): boolean {
  return word === key || (key.length > 3 && word === `${key}s`);
}
