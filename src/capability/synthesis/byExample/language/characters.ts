/**
 * A character is a code point with the marks that combine with it: `é` is one, written either way, and so is an emoji
 * outside of the basic plane. No program splits one. (Emoji sequences with joiners count as several: what a person sees
 * as one cannot be told without tables that the sandbox does not have.)
 */
export function charactersOf(text: string): string[] {
  return isSimple(text) ? text.split('') : (text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []);
}

/** Without surrogates and combining marks: every unit is a character. */
function isSimple(text: string): boolean {
  return !/[\u0300-\uffff]/.test(text) || !(/[\ud800-\udfff]/.test(text) || /\p{M}/u.test(text));
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

/** Whether a place lies between two characters, not within one. */
export function isBoundary(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return true;
  const next = text.codePointAt(index) ?? 0;
  if (next >= 0xdc00 && next <= 0xdfff) return false;
  return next < 0x300 || !/^\p{M}/u.test(String.fromCodePoint(next));
}
