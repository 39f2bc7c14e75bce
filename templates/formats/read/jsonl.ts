import type { Data } from '../data.ts';

/** Reads JSON Lines: a value in each line. */
export function read(text: string): Data {
  return text.split(/\r\n|\n/).flatMap((line, at): Data[] => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Data];
    } catch {
      throw new Error(`Line ${at + 1} is not JSON.`);
    }
  });
}
