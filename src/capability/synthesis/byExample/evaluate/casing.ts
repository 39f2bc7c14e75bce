import { charactersOf } from '../language/characters.ts';
import type { Casing } from '../language/expression.ts';

/** The text in another case. `title` starts every word with a capital, `capital` the first letter of the text only. */
export function withCasing(text: string, to: Casing): string {
  if (to === 'lower') return text.toLowerCase();
  if (to === 'upper') return text.toUpperCase();
  return to === 'title' ? titleCase(text) : capitalise(text);
}

/** Every word with a capital first letter. */
function titleCase(text: string): string {
  return text.toLowerCase().replace(/[\p{L}\p{M}'’]+/gu, (word) => capitalise(word));
}

/** The first letter in upper case, the others in lower case. */
function capitalise(text: string): string {
  const [first = '', ...rest] = charactersOf(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}
