import { type Pattern, sourceOf, type TokenClass } from '../language/pattern.ts';

/** What a match of the pattern is called. */
export function wordFor(pattern: Pattern): string {
  if (pattern.kind !== 'class') return 'part';
  const words: Partial<Record<TokenClass, string>> = {
    digits: 'digits',
    number: 'number',
    signedNumber: 'number',
    word: 'word',
    line: 'line',
    name: 'name',
    spaces: 'space',
    punctuation: 'sign',
    phrase: 'phrase',
    email: 'address',
    url: 'link',
    clock: 'time',
    hexPair: 'pair',
  };
  return words[pattern.name] ?? (/etter$/.test(pattern.name) ? 'letter' : 'token');
}

/** What all matches of the pattern are called. */
export function wordsFor(pattern: Pattern): string {
  const word = wordFor(pattern);
  return word.endsWith('ess') ? `${word}es` : word.endsWith('s') ? `${word.slice(0, -1)}Groups` : `${word}s`;
}

/** The pattern as a literal of a regular expression. */
export function regex(pattern: Pattern, flags = 'gu'): string {
  return `/${sourceOf(pattern).replaceAll('/', '\\/').replaceAll('\\\\/', '\\/')}/${flags}`;
}
