import type { Data } from '../data.ts';
import { cellsOf } from '../delimited.ts';
import { recordsFrom } from '../records/text.ts';

/** Reads columns that tabs separate: a record for each line, by the names of the first one. */
export function read(text: string): Data {
  return recordsFrom(cellsOf(text, '\t'));
}
