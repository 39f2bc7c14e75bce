/** A part of a text: a word, or one sign. Space is between tokens. */
export interface Token {
  /** As compared: small letters without accents; a sign as it is. */
  readonly key: string;
  readonly isWord: boolean;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}_]+|[^\s]/gu)].map(({ 0: part, index }) => ({
    key: folded(part),
    isWord: /^[\p{L}\p{N}\p{M}_]/u.test(part),
    start: index,
    end: index + part.length,
  }));
}

/** Small letters without accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Words that say nothing about what is wanted. */
const stopWords = new Set(
  `a an the my your our its it this that these those i me we you please can could would will should want need like
  let lets to of in into on at as from for with by and or is are be do does how what some all each every them here now
  just selection selected highlighted current thanks`.split(/\s+/),
);

/** The words of a text that say what is wanted, shortened to their stems. Numbers are values, not words. */
export function contentStems(text: string): string[] {
  return tokensOf(text)
    .filter(({ isWord, key }) => isWord && !stopWords.has(key) && !/^\d/.test(key))
    .map(({ key }) => stemOf(key));
}

/** Light: brings the forms of a word together (`dates`, `date`; `sorting`, `sorted`, `sort`), and rarely two words. */
function stemOf(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/ies$/, 'y')
    .replace(/(?<=s|x|z|ch|sh)es$/, '')
    .replace(/(?<=[^su])s$/, '')
    .replace(/is(?=(?:e|ed|ing|ation)$)/, 'iz')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/(?<=[a-z]{2})e$/, '');
}
