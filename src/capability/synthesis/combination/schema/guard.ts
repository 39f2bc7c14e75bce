import type { PlainData } from '#protocol';

/** What has to be looked at when a value goes from one capability to the next, because its schema allows more than the next one takes. */
export type Guard =
  | { readonly kind: 'present' }
  | { readonly kind: 'least' | 'most'; readonly of: Measure; readonly bound: number }
  | { readonly kind: 'above' | 'below'; readonly of: 'value'; readonly bound: number };

/** What a bound is about: a number itself, the characters of a text, the items of a list. */
export type Measure = 'value' | 'characters' | 'items';

/** Whether a value is what the guard lets through. */
export function passes(guard: Guard, value: PlainData): boolean {
  if (guard.kind === 'present') return value !== null;
  const size = sizeOf(value, guard.of);
  if (size === undefined) return true;
  switch (guard.kind) {
    case 'least':
      return size >= guard.bound;
    case 'most':
      return size <= guard.bound;
    case 'above':
      return size > guard.bound;
    case 'below':
      return size < guard.bound;
  }
}

/** JSON Schema counts characters as Unicode does, not UTF-16 units. */
function sizeOf(value: PlainData, of: Measure): number | undefined {
  if (of === 'value') return typeof value === 'number' ? value : undefined;
  if (of === 'characters') return typeof value === 'string' ? [...value].length : undefined;
  return Array.isArray(value) ? value.length : undefined;
}
