import type { Row } from '../data.ts';

/** Records of a table whose first line names the columns; each cell is a text. */
export function recordsFrom([header, ...lines]: readonly string[][]): Row[] {
  if (header === undefined) throw new Error('There is no line with the names of the columns.');
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two columns are called "${twice}".`);
  return lines.map((cells, at) => {
    if (cells.length !== header.length) {
      const has = cells.length === 1 ? '1 cell' : `${cells.length} cells`;
      throw new Error(`Row ${at + 1} has ${has} instead of ${header.length}.`);
    }
    return Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']));
  });
}
