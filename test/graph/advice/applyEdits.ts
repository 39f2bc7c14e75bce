import type { TextEdit } from '#protocol';

/**
 * Applies edits to a text.
 *
 * @param edits in order, not overlapping, inside of the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    if (start < at || end < start || end > text.length)
      throw new RangeError(`edits overlap or leave the text: ${start}`);
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}
