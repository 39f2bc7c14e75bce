/** Replaces each place where the text stands as a word of its own: "art" not in "start". */
export function replaced(text: string, find: string, replacement: string): { text: string; count: number } {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, at + find.length)) {
    if (isLetter(text.charAt(at - 1)) || isLetter(text.charAt(at + find.length))) continue;
    parts.push(text.slice(from, at));
    from = at + find.length;
  }
  return { text: [...parts, text.slice(from)].join(replacement), count: parts.length };
}

function isLetter(sign: string): boolean {
  return /^[\p{L}\p{N}_]$/u.test(sign);
}
