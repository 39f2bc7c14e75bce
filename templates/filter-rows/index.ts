import { read } from '../formats/read/csv.ts';
import { columnsOf, rowsOf } from '../formats/rows.ts';
import { write } from '../formats/write/csv.ts';
import { holds } from './condition/is.ts';

/** The column that decides. */
const column = 'name';

export interface Input {
  readonly text: string;
}

/** Keeps the rows of {format} whose {column} {condition} {value}. */
export function run({ text }: Input): string {
  const rows = rowsOf(read(text));
  if (!columnsOf(rows).includes(column)) throw new Error(`There is no column "${column}".`);
  const kept = rows.filter((row) => holds(row[column] ?? ''));
  return write(kept) + (text.endsWith('\n') ? '\n' : '');
}
