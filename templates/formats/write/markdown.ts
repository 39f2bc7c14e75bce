import type { Data } from '../data.ts';
import { cellText, columnsOf, rowsOf } from '../rows.ts';

/** Writes a table in Markdown, its columns as wide as what is in them. */
export function write(data: Data): string {
  const rows = rowsOf(data);
  const columns = columnsOf(rows);
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))].map((cells) =>
    cells.map(tableCell),
  );
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [header = [], ...body] = lines;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function tableCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\r\n|\r|\n/g, '<br>');
}
