import type { Pattern } from '../language/pattern.ts';
import type { Source } from './scene.ts';

const mostOfKnown = 8;

/** Delimiters of all texts of a source; then further ones that only the known texts share. */
export function delimitersOf({ texts, others }: Source, outputs: readonly string[]): Pattern[] {
  const everywhere = sharedLiterals([...texts, ...others], outputs);
  if (others.length === 0) return everywhere;
  const told = new Set(everywhere.map((pattern) => JSON.stringify(pattern)));
  const further = sharedLiterals(texts, outputs).filter((pattern) => !told.has(JSON.stringify(pattern)));
  return [...everywhere, ...further.slice(0, mostOfKnown)];
}

/**
 * Delimiters of a set of texts: signs that all of them have, runs of signs that belong together (`, `), and the longest
 * words and phrases that all of them share.
 */
export function sharedLiterals(texts: readonly string[], outputs: readonly string[]): Pattern[] {
  const [first = ''] = texts;
  const shortest = texts.reduce((least, text) => (text.length < least.length ? text : least), first);
  const everywhere = (piece: string) => texts.every((text) => text.includes(piece));
  const signs = new Set(shortest.match(/[^\p{L}\p{M}\d]/gu) ?? []);
  const runs = new Set(shortest.match(/[^\p{L}\p{M}\d]{2,4}/gu) ?? []);
  const found = [...new Set([...signs, ...runs, ...marksOf(shortest)])].filter(everywhere);
  if (texts.length > 1) found.push(...sharedPhrases(shortest, texts, outputs));
  return [...new Set(found)].slice(0, 40).map((text) => ({ kind: 'literal', text }));
}

/** Signs without a blank between them (`//`), with the blanks beside them, and without. */
function marksOf(text: string): string[] {
  return [...text.matchAll(/( ?)([^\p{L}\p{M}\d\s]{1,4})( ?)/gu)].flatMap(([, before = '', mark = '', after = '']) =>
    [mark, before + mark, mark + after, before + mark + after].filter((one) => one.length > 1 && one.length <= 5),
  );
}

/** Whether both ends of a piece of digits are within a longer number: two numbers share such by chance. */
function isWithinNumber(text: string, start: number, end: number): boolean {
  return /^\d+$/.test(text.slice(start, end)) && (/\d/.test(text[start - 1] ?? '') || /\d/.test(text[end] ?? ''));
}

/** Longest pieces with letters or digits that all texts share, at least two characters long. */
function sharedPhrases(text: string, texts: readonly string[], outputs: readonly string[]): string[] {
  const found: string[] = [];
  // In longer texts the first and the last words tell enough.
  const shortest = text.length <= 2000 ? text : `${text.slice(0, 1000)}${text.slice(-1000)}`;
  for (let start = 0; start < shortest.length; ) {
    let end = start + 2;
    while (end <= shortest.length && texts.every((text) => text.includes(shortest.slice(start, end)))) end++;
    const piece = shortest.slice(start, end - 1);
    if (piece.length >= 2 && /[\p{L}\d]/u.test(piece) && !isWithinNumber(shortest, start, end - 1)) {
      found.push(piece, piece.trim());
      start += piece.length;
    } else start++;
  }
  // What an output holds is part of what is looked for more often than a border of it.
  return found
    .filter((piece) => piece.length > 1 && piece.isWellFormed() && !outputs.some((output) => output === piece))
    .slice(0, 12);
}
