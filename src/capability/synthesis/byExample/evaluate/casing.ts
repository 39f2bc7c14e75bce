import { charactersOf } from '../language/characters.ts';
import type { Casing } from '../language/expression.ts';

/** The text in another case. `title` starts every word with a capital, `capital` the text. */
export function withCasing(text: string, to: Casing): string {
  if (to === 'lower') return text.toLowerCase();
  if (to === 'upper') return text.toUpperCase();
  if (to === 'title') return titleCase(text);
  if (to === 'capital') return capitalise(text);
  return to === 'upperFirst' ? upperFirst(text) : lowerFirst(text);
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

/** The first letter in upper case, all else as it is. */
function upperFirst(text: string): string {
  const [first = ''] = charactersOf(text);
  return first.toUpperCase() + text.slice(first.length);
}

/** The first letter in lower case, all else as it is. */
function lowerFirst(text: string): string {
  const [first = ''] = charactersOf(text);
  return first.toLowerCase() + text.slice(first.length);
}
