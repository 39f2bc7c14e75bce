import type { Row } from './data.ts';
import { cellText, columnsOf } from './rows.ts';

/** The cells of each line of CSV, as RFC 4180 has it. Lines without any text are left out. */
export function cellsOf(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let isEmpty = true;
  const endLine = () => {
    if (!isEmpty) lines.push([...cells, cell]);
    cells = [];
    cell = '';
    isEmpty = true;
  };
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign !== '\n' && sign !== '\r') isEmpty = false;
    if (quoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += sign;
      at++;
    } else if (quoted) {
      if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') endLine();
    else cell += sign;
  }
  if (quoted) throw new Error('A quote is not closed.');
  endLine();
  return lines;
}

/** Rows as CSV with a header. Cells are quoted where they have to be. */
export function delimited(rows: readonly Row[], separator: string): string {
  const columns = columnsOf(rows);
  const quoted = (cell: string) =>
    cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const line = (cells: readonly string[]) =>
    cells.length === 1 && cells[0] === '' ? '""' : cells.map(quoted).join(separator);
  return [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))].map(line).join('\n');
}
