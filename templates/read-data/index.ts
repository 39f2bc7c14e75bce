import type { Data } from '../formats/data.ts';
import { read } from '../formats/read/csv.ts';

export interface Input {
  readonly text: string;
}

/** Reads {from} as data. */
export function run({ text }: Input): Data {
  return read(text);
}
