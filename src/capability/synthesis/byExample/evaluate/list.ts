import { charactersOf } from '../language/characters.ts';
import type { ItemExpression } from '../language/expression.ts';
import { withCasing } from './casing.ts';

/** What becomes of one item. */
export function mapped(item: string, each: ItemExpression): string {
  if (each.op === 'casing') return withCasing(item, each.to);
  if (each.op === 'trim') return item.trim();
  const characters = charactersOf(item);
  return (each.op === 'first' ? characters.slice(0, each.characters) : characters.slice(-each.characters)).join('');
}

/** Without repetitions: of any earlier item, or of the one right before only. */
export function distinct(items: readonly string[], adjacent: boolean): readonly string[] {
  return adjacent ? items.filter((item, at) => item !== items[at - 1]) : [...new Set(items)];
}
