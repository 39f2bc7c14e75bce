/**
 * What was typed since the last save, taken as one replacement: `[start, savedEnd)` of the saved text
 * became `[start, presentEnd)` of the present one. The graph speaks of the saved text.
 */
export interface UnsavedChange {
  readonly start: number;
  readonly savedEnd: number;
  readonly presentEnd: number;
}

/** Compares from both ends. Works on texts (offsets) and on lists of lines (line numbers). */
export function unsavedChange<T>(saved: ArrayLike<T>, present: ArrayLike<T>): UnsavedChange {
  const shorter = Math.min(saved.length, present.length);
  let start = 0;
  while (start < shorter && saved[start] === present[start]) start++;
  let tail = 0;
  while (tail < shorter - start && saved[saved.length - 1 - tail] === present[present.length - 1 - tail]) tail++;
  return { start, savedEnd: saved.length - tail, presentEnd: present.length - tail };
}

/** Where `[from, to)` of the saved text is now, or undefined where somebody has typed into it. */
export function present(
  from: number,
  to: number,
  { start, savedEnd, presentEnd }: UnsavedChange,
): { readonly from: number; readonly to: number } | undefined {
  if (to <= start) return { from, to };
  if (from < savedEnd) return undefined;
  const shift = presentEnd - savedEnd;
  return { from: from + shift, to: to + shift };
}
