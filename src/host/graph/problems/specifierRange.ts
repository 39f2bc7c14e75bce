/**
 * Where the specifier of an import is in its line, in columns: the last text in quotes before import attributes.
 * Without one, all of the line but its indentation.
 */
export function specifierRange(line: string): { readonly start: number; readonly end: number } {
  const quoted = [...line.replace(/\s(?:with|assert)\s*\{.*$/, '').matchAll(/'[^']*'|"[^"]*"|`[^`]*`/g)].at(-1);
  if (quoted !== undefined) return { start: quoted.index, end: quoted.index + quoted[0].length };
  return { start: line.length - line.trimStart().length, end: line.length };
}
