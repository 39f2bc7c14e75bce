/**
 * A character is what a person sees as one, as nearly as it can be told without the tables of Unicode's segmentation
 * (UAX 29), which not every sandbox has: a code point with the marks that combine with it, `é` written either way; two
 * letters of a flag; an emoji with its skin tone; emoji that are joined, as families are. No program splits one.
 */
export function charactersOf(text: string): string[] {
  return isSimple(text) ? text.split('') : (text.match(character) ?? []);
}

const character =
  /[\u{1f1e6}-\u{1f1ff}]{2}|\P{M}(?:\p{M}|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]|\u200d[\u2190-\u2bff\u{1f000}-\u{1faff}]?)*|\p{M}+/gu;

/** Without surrogates, joiners and combining marks: every unit is a character. */
function isSimple(text: string): boolean {
  return !/[\u0300-\uffff]/.test(text) || !(/[\u200d\ud800-\udfff]/.test(text) || /\p{M}/u.test(text));
}

/** The index `count` characters from the start, or from the end of a text; undefined beyond it. */
export function indexOfCharacter(text: string, count: number, from: 'start' | 'end'): number | undefined {
  if (count === 0) return from === 'start' ? 0 : text.length;
  if (isSimple(text)) {
    if (count > text.length) return undefined;
    return from === 'start' ? count : text.length - count;
  }
  const characters = charactersOf(text);
  if (count > characters.length) return undefined;
  const kept = from === 'start' ? characters.slice(0, count) : characters.slice(0, characters.length - count);
  return kept.join('').length;
}

/** Units that are looked at behind a place. */
const longestCharacter = 20;

/** Whether a place lies between two characters, not within one. */
export function isBoundary(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return true;
  const next = text.codePointAt(index) ?? 0;
  if (next < 0x300) return true;
  if (next >= 0xdc00 && next <= 0xdfff) return false;
  if (/^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}])/u.test(String.fromCodePoint(next))) return false;
  // What is joined to an emoji before it, and the second letter of a flag, are told by what is before them.
  if (!/[\u200d\ud83c]/.test(text.slice(Math.max(0, index - 2), index))) return true;
  let end = text.lastIndexOf('\n', index - 1) + 1;
  for (const one of charactersOf(text.slice(end, index + longestCharacter))) {
    end += one.length;
    if (end >= index) return end === index;
  }
  return true;
}
