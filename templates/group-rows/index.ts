import type { Row } from '../formats/data.ts';
import { read } from '../formats/read/csv.ts';
import { cellText, columnsOf, rowsOf } from '../formats/rows.ts';
import { write } from '../formats/write/csv.ts';
import { measure } from './measure/count.ts';

/** Rows with the same value in this column are one group. */
const column = 'name';

export interface Input {
  readonly text: string;
}

/** Groups the rows of {format} by {column}, with the {measure} of each group. Groups are in the order in which they occur. */
export function run({ text }: Input): string {
  const rows = rowsOf(read(text));
  if (!columnsOf(rows).includes(column)) throw new Error(`There is no column "${column}".`);
  if (column in measure([])) throw new Error(`The column "${column}" has the name that the result has.`);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = cellText(row[column]);
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [row]);
    else members.push(row);
  }
  const result = [...groups].map(([name, members]) => ({ [column]: name, ...measure(members) }));
  return write(result) + (text.endsWith('\n') ? '\n' : '');
}
