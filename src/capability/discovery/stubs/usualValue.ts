import type { ts } from 'ts-morph';
import type { PlainData } from '#protocol';
import { plainValue } from '../examples/plainValue.ts';
import { Unreadable } from '../examples/unreadable.ts';
import { literalValue } from '../examples/values.ts';

/** What a value is where nothing is handed over, as far as it is a literal. */
export function usualOf(initializer: ts.Expression | undefined): { readonly usual?: PlainData } {
  if (initializer === undefined) return {};
  const value = literalValue(initializer, { names: new Map() });
  const usual = value === undefined ? new Unreadable('undefined') : plainValue(value);
  return usual instanceof Unreadable ? {} : { usual };
}
