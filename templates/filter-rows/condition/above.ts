import type { Data } from '../../formats/data.ts';

/** The number that the cell is compared with. */
const value = '0';

/** Cells that are no numbers are left out. */
export function holds(cell: Data): boolean {
  return cell !== '' && Number(cell) > Number(value);
}
