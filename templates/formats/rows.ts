import { type Data, isRecord, type Row } from './data.ts';

/** Data as the lines of a table: a list of records, or one record alone. */
export function rowsOf(data: Data): readonly Row[] {
  const rows = Array.isArray(data) ? data : [data];
  const wrong = rows.findIndex((row) => !isRecord(row));
  if (wrong !== -1) throw new Error(`Item ${wrong + 1} is no record, so it makes no line of a table.`);
  return rows;
}

/** The columns that any of the rows has, in the order in which they first occur. */
export function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** A value as the text of a cell; lists and records as JSON. */
export function cellText(value: Data | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
