import type { Data, Row } from '../data.ts';

/** Records of a table whose first line names the columns; cells that are numbers, true, false or empty are such values. */
export function recordsFrom([header, ...lines]: readonly string[][]): Row[] {
  if (header === undefined) throw new Error('There is no line with the names of the columns.');
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two columns are called "${twice}".`);
  return lines.map((cells, at) => {
    if (cells.length !== header.length) {
      const has = cells.length === 1 ? '1 cell' : `${cells.length} cells`;
      throw new Error(`Row ${at + 1} has ${has} instead of ${header.length}.`);
    }
    return Object.fromEntries(header.map((name, column) => [name, cellValue(cells[column] ?? '')]));
  });
}

/** Numbers that would be written in another way, as 007 or 1.50, stay texts. */
function cellValue(cell: string): Data {
  const text = cell.trim();
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : cell;
}
