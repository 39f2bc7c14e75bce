import type { Row } from '../formats/data.ts';
import { read } from '../formats/read/csv.ts';
import { cellText, columnsOf, rowsOf } from '../formats/rows.ts';
import { write } from '../formats/write/csv.ts';
import { unmatched } from './kind/inner.ts';

/** The column that both tables have. */
const column = 'id';

export interface Input {
  readonly left: string;
  readonly right: string;
}

/** Joins two tables in {format} by {column}; {kind}. Where both have another column of the same name, the left one counts. */
export function run({ left, right }: Input): string {
  const rows = rowsOf(read(left));
  const others = rowsOf(read(right));
  for (const [side, table] of Object.entries({ left: rows, right: others })) {
    if (!columnsOf(table).includes(column)) throw new Error(`The ${side} table has no column "${column}".`);
  }
  const byKey = new Map<string, Row[]>();
  for (const other of others) {
    const key = cellText(other[column]);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [other]);
    else same.push(other);
  }
  const joined = rows.flatMap((row) => {
    const matches = byKey.get(cellText(row[column]));
    return matches === undefined ? unmatched(row) : matches.map((match) => ({ ...row, ...match, ...row }));
  });
  return write(joined) + (left.endsWith('\n') ? '\n' : '');
}
