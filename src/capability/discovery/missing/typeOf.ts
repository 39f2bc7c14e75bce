import type { PlainData } from '#protocol';

/** The narrowest type that all values have; `unknown` where none is known. */
export function typeOf(values: readonly PlainData[]): string {
  const types = [...new Set(values.map(typeOfOne))];
  return types.length === 0 || types.includes('unknown') ? 'unknown' : types.join(' | ');
}

function typeOfOne(value: PlainData): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const item = typeOf(value);
    return /^\w+(?:\[\])*$/.test(item) ? `${item}[]` : `(${item})[]`;
  }
  if (typeof value !== 'object') return typeof value;
  const of = typeOf(Object.values(value as Readonly<Record<string, PlainData>>));
  return `Record<string, ${of}>`;
}
