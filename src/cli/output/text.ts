/** Words and numbers for people. */

export const numbers = (value: number): string => value.toLocaleString('en');

/** One after the other, each with an end: messages of the system and of programs often come without a full stop. */
export const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts
    .flatMap((part) => (part?.trim() ? [part.trim()] : []))
    .map((part) => (/[.!?…:]["'”’)\]]?$/.test(part) ? part : `${part}.`))
    .join(' ');

/** `1 file`, `2 files`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numbers(count)} ${count === 1 ? one : many}`;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

export function bytes(count: number): string {
  if (count < 1000) return counted(count, 'byte');
  return count < 1_000_000 ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
}

/** `{ a, b }`, cut short after a few; nothing for an import without names. */
export function namesCarried(names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `{ ${shown}, … ${names.length - 4} more }` : `{ ${shown} }`;
}

/** Aligned columns: the first to the left, numbers to the right. */
export function columns(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? numbers(cell) : cell)))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
