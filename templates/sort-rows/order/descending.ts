export function compared(a: string | number, b: string | number): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? 1 : -1;
  return a < b ? 1 : a > b ? -1 : 0;
}
