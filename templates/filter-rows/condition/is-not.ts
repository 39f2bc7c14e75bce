import type { Data } from '../../formats/data.ts';

/** What the cell must not be. */
const value = '';

export function holds(cell: Data): boolean {
  return String(cell) !== value;
}
