/**
 * At most `most` of the items, evenly spread over all of them, in their order: a long list is judged by all of its
 * parts, and the same list always by the same ones.
 */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as T);
}
