import type { TextEdit } from '#protocol';
import { present, unsavedChange } from '../../texts/unsavedChange.ts';

/**
 * The edits of one piece of advice as they fit the present text, or undefined where somebody has typed into the lines
 * that they are for, or has made them already: all of them, or none. Lines may end in other ways than they did.
 */
export function fittingEdits(edits: readonly TextEdit[], saved: string, now: string): readonly TextEdit[] | undefined {
  const [before, after] = [linesOf(saved), linesOf(now)];
  const change = unsavedChange(before.texts, after.texts);
  const fitting: TextEdit[] = [];
  for (const { start, end, text } of edits) {
    if (end > saved.length) return undefined;
    const [first, last] = [lineAt(before.starts, start), lineAt(before.starts, end)];
    const lines = present(first, last + 1, change);
    if (lines === undefined) return undefined;
    const moved = (offset: number, line: number) =>
      offset - (before.starts[line] ?? 0) + (after.starts[line + lines.from - first] ?? 0);
    fitting.push({ start: moved(start, first), end: moved(end, last), text });
  }
  return fitting;
}

interface Lines {
  readonly texts: readonly string[];
  /** Offset of each line. */
  readonly starts: readonly number[];
}

function linesOf(text: string): Lines {
  const ends = [...text.matchAll(/\r?\n/g)];
  const starts = [0, ...ends.map((end) => end.index + end[0].length)];
  return { texts: text.split(/\r?\n/), starts };
}

function lineAt(starts: readonly number[], offset: number): number {
  return starts.findLastIndex((start) => start <= offset);
}
