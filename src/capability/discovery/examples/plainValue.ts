import type { PlainData } from '#protocol';
import { Unreadable } from './unreadable.ts';

/** A value as JSON has it; what JSON cannot write would silently be another value. */
export function plainValue(value: unknown): PlainData | Unreadable {
  if (value instanceof Unreadable) return value;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : new Unreadable('a number is not one of JSON');
    case 'bigint':
      return new Unreadable('a number is a bigint, which JSON has none of');
    case 'undefined':
      return new Unreadable('undefined is a part of a value');
  }
  if (value === null) return null;
  if (Array.isArray(value)) {
    const list = value.map(plainValue);
    return list.find((part) => part instanceof Unreadable) ?? (list as PlainData[]);
  }
  if (typeof value !== 'object') return new Unreadable('a value is not one of JSON');
  const entries = Object.entries(value).map(([key, part]) => [key, plainValue(part)] as const);
  const wrong = entries.find(([, part]) => part instanceof Unreadable)?.[1];
  return wrong instanceof Unreadable ? wrong : (Object.fromEntries(entries) as PlainData);
}
