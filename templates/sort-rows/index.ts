import type { Data } from '../formats/data.ts';
import { read } from '../formats/read/csv.ts';
import { columnsOf, rowsOf } from '../formats/rows.ts';
import { write } from '../formats/write/csv.ts';
import { compared } from './order/ascending.ts';

/** The column that is sorted by. */
const column = 'name';

export interface Input {
  readonly text: string;
}

/** Sorts the rows of {format} by {column}, {order}. Rows with the same {column} stay in their order. */
export function run({ text }: Input): string {
  const rows = rowsOf(read(text));
  if (!columnsOf(rows).includes(column)) throw new Error(`There is no column "${column}".`);
  const sorted = [...rows].sort((a, b) => compared(sortKey(a[column]), sortKey(b[column])));
  return write(sorted) + (text.endsWith('\n') ? '\n' : '');
}

/** Numbers come before texts, and texts are in the order of their small letters. */
function sortKey(cell: Data | undefined): string | number {
  const text = String(cell ?? '').trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text.toLowerCase();
}
