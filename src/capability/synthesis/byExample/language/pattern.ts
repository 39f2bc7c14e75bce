/**
 * A kind of text that a person has a word for. All are linear: one class of characters repeated, or a fixed shape. Marks
 * go with the letter that they combine with.
 */
export const tokenClasses = {
  digits: { source: '\\d+', words: 'digits' },
  number: { source: '\\d+(?:,\\d+)*(?:\\.\\d+)?', words: 'number' },
  decimal: { source: '(?<!\\d)\\d+\\.\\d+', words: 'decimal number' },
  signedNumber: { source: '[-+]?\\d+(?:,\\d+)*(?:\\.\\d+)?', words: 'number' },
  capitalised: { source: '\\p{Lu}\\p{M}*\\p{Ll}[\\p{Ll}\\p{M}]*', words: 'capitalised word' },
  lower: { source: '\\p{Ll}[\\p{Ll}\\p{M}]*', words: 'lower case letters' },
  upper: { source: '\\p{Lu}[\\p{Lu}\\p{M}]*', words: 'upper case letters' },
  letters: { source: '[\\p{L}\\p{M}]+', words: 'letters' },
  alphanumeric: { source: '[\\p{L}\\p{M}\\d]+', words: 'letters and digits' },
  upperAlphanumeric: { source: '[\\p{Lu}\\d]+', words: 'code' },
  name: { source: "[\\p{L}\\p{M}]+(?:['’.-][\\p{L}\\p{M}]+)*", words: 'name' },
  identifier: { source: '[\\p{L}\\p{M}\\d_]+', words: 'identifier' },
  phrase: { source: '[\\p{L}\\p{M}]+(?: [\\p{L}\\p{M}]+)*', words: 'phrase' },
  word: { source: '\\S+', words: 'word' },
  spaces: { source: '\\s+', words: 'white space' },
  punctuation: { source: '[^\\p{L}\\p{M}\\d\\s]+', words: 'punctuation' },
  line: { source: '[^\\r\\n]+', words: 'line' },
  email: { source: '[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}', words: 'e-mail address' },
  url: { source: 'https?://[^\\s<>\'"()]*[^\\s<>\'"().,;:!?]', words: 'link' },
  host: { source: '(?<=://(?:www\\.)?)(?!www\\.)[\\p{L}\\d.-]+', words: 'host' },
  clock: { source: '(?<![\\d:])\\d{1,2}:\\d{2}(?::\\d{2})?(?![\\d:])', words: 'time' },
  digit: { source: '\\d', words: 'digit' },
  lowerLetter: { source: '\\p{Ll}\\p{M}*', words: 'lower case letter' },
  upperLetter: { source: '\\p{Lu}\\p{M}*', words: 'upper case letter' },
  letter: { source: '\\p{L}\\p{M}*', words: 'letter' },
  subword: {
    source: '\\p{Lu}[\\p{Lu}\\p{M}]*(?!\\p{Ll})|\\p{Lu}?\\p{M}*\\p{Ll}[\\p{Ll}\\p{M}]*|\\d+',
    words: 'word of a name',
  },
  vowel: { source: '[aeiouAEIOU]', words: 'vowel' },
  hexPair: { source: '[\\da-fA-F]{2}', words: 'pair of hexadecimal digits' },
  tag: { source: '</?[A-Za-z][^<>]*>', words: 'tag' },
  startSpaces: { source: '^\\s+', words: 'white space at the start' },
  endSpaces: { source: '(?<!\\s)\\s+$', words: 'white space at the end' },
  nonDigits: { source: '\\D+', words: 'text without digits' },
  nonLetters: { source: '[^\\p{L}\\p{M}]+', words: 'text without letters' },
  nonAlphanumeric: { source: '[^\\p{L}\\p{M}\\d]+', words: 'text between letters and digits' },
} as const;

export type TokenClass = keyof typeof tokenClasses;

/** What can be looked for in a text. */
export type Pattern =
  | { readonly kind: 'class'; readonly name: TokenClass }
  | { readonly kind: 'literal'; readonly text: string }
  /** A word where it is not a part of another word. */
  | { readonly kind: 'wholeWord'; readonly text: string }
  /** One of some characters. */
  | { readonly kind: 'oneOf'; readonly characters: string }
  /** The empty place between two classes of characters. */
  | { readonly kind: 'between'; readonly left: TokenClass; readonly right: TokenClass };

/** The pattern as the source of a regular expression with the flag `u`. */
export function sourceOf(pattern: Pattern): string {
  if (pattern.kind === 'class') return tokenClasses[pattern.name].source;
  if (pattern.kind === 'literal')
    return pattern.text
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      .replace(/\n/g, '\\n')
      .replace(/\r/g, '\\r');
  if (pattern.kind === 'wholeWord') return `(?<![\\p{L}\\p{M}\\d_])${pattern.text}(?![\\p{L}\\p{M}\\d_])`;
  if (pattern.kind === 'oneOf') return `[${pattern.characters.replace(/[\\\]^-]/g, '\\$&')}]`;
  return `(?<=${oneOf(pattern.left)})(?=${oneOf(pattern.right)})`;
}

/** A single character of a class, or a mark after a letter. */
function oneOf(name: TokenClass): string {
  const { source } = tokenClasses[name];
  const [, letter] = /^(\\p\{L[lu]?\})\\p\{M\}\*$/.exec(source) ?? [];
  return letter === undefined ? source.replace(/\+$/, '') : `[${letter}\\p{M}]`;
}

const compiled = new Map<string, RegExp>();

/** The compiled pattern, global; callers reset `lastIndex` by using `matchAll` or `replace`. */
export function regexOf(pattern: Pattern): RegExp {
  const source = sourceOf(pattern);
  const known = compiled.get(source);
  if (known !== undefined) return known;
  if (compiled.size > 2000) compiled.clear();
  const made = new RegExp(source, 'gu');
  compiled.set(source, made);
  return made;
}

const found = new Map<string, Map<string, readonly Match[]>>();

/** Where a pattern matched, in UTF-16 units. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** All matches from left to right, none within another; remembered, since a search asks again and again. */
export function matchesOf(pattern: Pattern, text: string): readonly Match[] {
  let ofText = found.get(text);
  if (ofText === undefined) {
    if (found.size > 500) found.clear();
    ofText = new Map();
    found.set(text, ofText);
  }
  const key = keyOf(pattern);
  const known = ofText.get(key);
  if (known !== undefined) return known;
  const matches: Match[] = [];
  if (pattern.kind === 'literal') {
    for (let at = text.indexOf(pattern.text); at >= 0; at = text.indexOf(pattern.text, at + pattern.text.length)) {
      matches.push({ start: at, end: at + pattern.text.length });
    }
  } else {
    for (const match of text.matchAll(regexOf(pattern))) {
      matches.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  ofText.set(key, matches);
  return matches;
}

function keyOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'literal':
      return `"${pattern.text}`;
    case 'wholeWord':
      return `'${pattern.text}`;
    case 'oneOf':
      return `[${pattern.characters}`;
    case 'class':
      return pattern.name;
    case 'between':
      return `${pattern.left}|${pattern.right}`;
  }
}
