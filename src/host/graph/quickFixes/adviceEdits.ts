import type { TextEdit } from '#protocol';
import { present, unsavedChange } from '../../texts/unsavedChange.ts';

/**
 * The edits of one piece of advice as they fit the present text, or undefined where somebody has typed into what
 * they replace: all of them, or none.
 */
export function fittingEdits(edits: readonly TextEdit[], saved: string, now: string): readonly TextEdit[] | undefined {
  const change = unsavedChange(saved, now);
  const fitting: TextEdit[] = [];
  for (const edit of edits) {
    const place = edit.end <= saved.length ? present(edit.start, edit.end, change) : undefined;
    if (place === undefined) return undefined;
    fitting.push({ start: place.from, end: place.to, text: edit.text });
  }
  return fitting;
}
