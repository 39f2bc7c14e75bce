import { indexOfCharacter } from '../language/characters.ts';
import type { Position } from '../language/expression.ts';
import { matchesOf } from '../language/pattern.ts';

/** The index that a position means in a text; undefined where there is no such place. Relative ones need a {@link sliceOf}. */
export function indexOfPosition(position: Position, text: string): number | undefined {
  if (position.kind === 'offset') return indexOfCharacter(text, position.characters, position.from);
  if (position.kind !== 'match') return undefined;
  const match = matchesOf(position.pattern, text).at(position.nth > 0 ? position.nth - 1 : position.nth);
  return match?.[position.edge];
}

/** Start and end of the slice between two positions, of which one may be relative to the other; undefined if there is none. */
export function rangeOf(from: Position, to: Position, text: string): readonly [number, number] | undefined {
  const fixedStart = isRelative(from) ? undefined : indexOfPosition(from, text);
  const fixedEnd = isRelative(to) ? undefined : indexOfPosition(to, text);
  const start = isRelative(from) ? (fixedEnd === undefined ? undefined : before(from, text, fixedEnd)) : fixedStart;
  const end = isRelative(to) ? (fixedStart === undefined ? undefined : after(to, text, fixedStart)) : fixedEnd;
  if (start === undefined || end === undefined || start > end) return undefined;
  return [start, end];
}

function isRelative(position: Position): boolean {
  return position.kind === 'near' || position.kind === 'span';
}

/** The end of a slice that starts at an index. */
export function after(to: Position, text: string, start: number): number | undefined {
  if (to.kind === 'span') {
    const length = indexOfCharacter(text.slice(start), to.characters, 'start');
    return length === undefined ? undefined : start + length;
  }
  if (to.kind !== 'near') return undefined;
  return matchesOf(to.pattern, text).find((match) => match.start >= start && match[to.edge] > start)?.[to.edge];
}

/** The start of a slice that ends at an index. */
export function before(from: Position, text: string, end: number): number | undefined {
  if (from.kind === 'span') return indexOfCharacter(text.slice(0, end), from.characters, 'end');
  if (from.kind !== 'near') return undefined;
  return matchesOf(from.pattern, text).findLast((match) => match.end <= end && match[from.edge] < end)?.[from.edge];
}
