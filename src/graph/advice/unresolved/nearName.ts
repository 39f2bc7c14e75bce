import { distance } from 'fastest-levenshtein';

/** Whether two names are a slip of the pen apart: a letter in three is another, two at most, or two neighbours are swapped. */
export function isNear(name: string, other: string): boolean {
  const a = name.toLowerCase();
  const b = other.toLowerCase();
  const most = Math.min(2, Math.floor(Math.min(a.length, b.length) / 3));
  if (a === b || Math.abs(a.length - b.length) > most) return false;
  return distance(a, b) <= most || isSwapped(a, b);
}

function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((_, index) => a[index] !== b[index]);
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
