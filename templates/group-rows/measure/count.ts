import type { Row } from '../../formats/data.ts';

/** How many rows there are. */
export function measure(rows: readonly Row[]): Row {
  return { count: rows.length };
}
