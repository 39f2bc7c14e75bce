import type { Data } from '../data.ts';
import { cellsOf } from '../delimited.ts';
import { recordsFrom } from '../records/text.ts';

/** Reads CSV with semicolons: a record for each line, by the names of the first one. */
export function read(text: string): Data {
  return recordsFrom(cellsOf(text, ';'));
}
