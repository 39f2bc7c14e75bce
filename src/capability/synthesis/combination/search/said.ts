import { contentStems, tokensOf } from '#capability/router';
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

/** Words between the steps of a request, that are about none of them. */
const between = new Set(
  contentStems('without then after afterwards next finally plus both also well together along using via through'),
);

export function saidIn(request: string): Said {
  const text = request.slice(0, longest);
  const quoted = [...text.matchAll(/"([^"]*)"|“([^”]*)”|`([^`]*)`|(?<!\w)'([^']*)'(?!\w)/g)];
  return {
    stems: [...new Set(contentStems(text))].filter((stem) => !between.has(stem)),
    quoted: quoted.map(([, ...groups]) => groups.find((group) => group !== undefined) ?? ''),
    numbers: [...text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.]*\w)/g)].map(([number]) => Number(number)),
  };
}

/** How much of what is said a part is about, 0 to 1. */
export function relevance({ words }: Part, { stems }: Said): number {
  return stems.length === 0 ? 0 : stems.filter((stem) => words.has(stem)).length / stems.length;
}

/** What is said and no part is about, as stems. */
export function missed(parts: readonly Part[], { stems }: Said): readonly string[] {
  return stems.filter((stem) => !parts.some(({ words }) => words.has(stem)));
}

/** The same in the words of the request. */
export function missedWords(parts: readonly Part[], request: string): readonly string[] {
  const stems = new Set(missed(parts, saidIn(request)));
  const words = tokensOf(request.slice(0, longest)).filter(({ isWord }) => isWord);
  return [...new Set(words.flatMap(({ key }) => (contentStems(key).some((stem) => stems.has(stem)) ? [key] : [])))];
}

/** Whether all words of a text are among what is said. */
export function isSaid(text: string, { stems }: Said): boolean {
  const words = contentStems(text.replaceAll(/[-_]|(?<=[a-z])(?=[A-Z])/g, ' '));
  return words.length > 0 && words.every((word) => stems.includes(word));
}
