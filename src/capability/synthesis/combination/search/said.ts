import { contentStems } from '#capability/router';
import type { Part } from '../part.ts';

/** What the words of a request say, for capabilities to be found by them. */
export interface Said {
  /** Stems of its words, each once, in their order. */
  readonly stems: readonly string[];
  readonly quoted: readonly string[];
  readonly numbers: readonly number[];
}

/** Longer texts hold something pasted. */
const longest = 1000;

export function saidIn(request: string): Said {
  const text = request.slice(0, longest);
  const quoted = [...text.matchAll(/"([^"]*)"|“([^”]*)”|`([^`]*)`|(?<!\w)'([^']*)'(?!\w)/g)];
  return {
    stems: [...new Set(contentStems(text))],
    quoted: quoted.map(([, ...groups]) => groups.find((group) => group !== undefined) ?? ''),
    numbers: [...text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*\w)/g)].map(([number]) => Number(number)),
  };
}

/** How much of what is said a part is about, 0 to 1. */
export function relevance({ words }: Part, { stems }: Said): number {
  return stems.length === 0 ? 0 : stems.filter((stem) => words.has(stem)).length / stems.length;
}

/** Whether all words of a text are among what is said. */
export function isSaid(text: string, { stems }: Said): boolean {
  const words = contentStems(text.replaceAll(/[-_]|(?<=[a-z])(?=[A-Z])/g, ' '));
  return words.length > 0 && words.every((word) => stems.includes(word));
}
