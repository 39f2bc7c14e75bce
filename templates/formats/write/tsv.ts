import type { Data } from '../data.ts';
import { delimited } from '../delimited.ts';
import { rowsOf } from '../rows.ts';

/** Writes columns that tabs separate, with a header. */
export function write(data: Data): string {
  return delimited(rowsOf(data), '\t');
}
