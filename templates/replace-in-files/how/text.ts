/** Replaces each place where the text stands. */
export function replaced(text: string, find: string, replacement: string): { text: string; count: number } {
  const parts = text.split(find);
  return { text: parts.join(replacement), count: parts.length - 1 };
}
