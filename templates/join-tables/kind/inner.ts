import type { Row } from '../../formats/data.ts';

/** Rows of the left table without a match are left out. */
export function unmatched(_row: Row): Row[] {
  return [];
}
