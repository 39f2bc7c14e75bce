import { read } from '../formats/read/csv.ts';
import { write } from '../formats/write/json.ts';

export interface Input {
  readonly text: string;
}

/** Converts {from} to {to}. The result ends with a line end where the text does. */
export function run({ text }: Input): string {
  const lastLineEnd = text.endsWith('\n') ? '\n' : '';
  return write(read(text)) + lastLineEnd;
}
