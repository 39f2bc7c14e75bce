/** A stretch of whole lines of a text, in offsets of UTF-16 units, and what takes its place. */
export interface DifferingLines {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The fewest whole lines, in one piece, by which a text becomes another. */
export function differingLines(before: string, after: string): DifferingLines {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const ending = (text: string) => text.length - same;
  if (!isLineStart(before, ending(before)) || !isLineStart(after, ending(after))) {
    const rest = before.indexOf('\n', ending(before));
    same = rest === -1 ? 0 : before.length - rest - 1;
  }
  return { start, end: ending(before), text: after.slice(start, ending(after)) };
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}
