import { charactersOf } from '../language/characters.ts';

/** So many of the first or last characters, or all but those; undefined for what is no count. */
export function taken(text: string, count: number, from: 'start' | 'end', keep: boolean): string | undefined {
  if (!Number.isInteger(count) || count < 0) return undefined;
  const characters = charactersOf(text);
  const border = from === 'start' ? count : Math.max(0, characters.length - count);
  const isBefore = (from === 'start') === keep;
  return (isBefore ? characters.slice(0, border) : characters.slice(border)).join('');
}

/** The text so many times; undefined for what is no count, or too many. */
export function repeated(text: string, times: number): string | undefined {
  if (!Number.isInteger(times) || times < 0 || text.length * times > 1_000_000) return undefined;
  return text.repeat(times);
}
