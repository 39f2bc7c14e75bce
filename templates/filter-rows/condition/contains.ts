import type { Data } from '../../formats/data.ts';

/** What has to be in the cell. */
const value = '';

export function holds(cell: Data): boolean {
  return String(cell).includes(value);
}
