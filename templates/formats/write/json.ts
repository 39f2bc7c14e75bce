import type { Data } from '../data.ts';

/** Spaces for each level; 0 for all in one line. */
const indent = 2;

export function write(data: Data): string {
  return JSON.stringify(data, null, indent);
}
