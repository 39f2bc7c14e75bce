import type { Data } from '../data.ts';

export function read(text: string): Data {
  try {
    return JSON.parse(text) as Data;
  } catch (error) {
    throw new Error(`The text is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
  }
}
