import type { Data } from '../data.ts';

/** Writes JSON Lines: each item of a list in a line of its own. */
export function write(data: Data): string {
  const items = Array.isArray(data) ? data : [data];
  return items.map((item) => JSON.stringify(item)).join('\n');
}
