import type { Row } from '../../formats/data.ts';

/** Rows of the left table without a match stay as they are. */
export function unmatched(row: Row): Row[] {
  return [row];
}
