import { charactersOf } from '../language/characters.ts';
import type { ItemExpression, ListExpression } from '../language/expression.ts';
import { withCasing } from './casing.ts';

/** A list that is made of another one. */
export type ListChange = Exclude<ListExpression, { op: 'split' | 'matches' | 'characters' }>;

/** What a list becomes by one change. */
export function changedList(change: ListChange, items: readonly string[]): readonly string[] {
  switch (change.op) {
    case 'map':
      return items.map((item) => mapped(item, change.each));
    case 'mapEvery':
      return items.map((item, at) => (at % change.step === change.offset ? mapped(item, change.each) : item));
    case 'every':
      return items.filter((_, at) => (at % change.step === change.offset) === change.keep);
    case 'distinct':
      return change.adjacent ? items.filter((item, at) => item !== items[at - 1]) : [...new Set(items)];
    case 'nonEmpty':
      return items.filter((item) => item.trim() !== '');
    case 'sorted':
      return items.toSorted();
    case 'reversed':
      return items.toReversed();
    case 'range':
      return items.slice(change.from, change.to);
  }
}

/** What becomes of one item. */
function mapped(item: string, each: ItemExpression): string {
  if (each.op === 'casing') return withCasing(item, each.to);
  if (each.op === 'trim') return item.trim();
  const characters = charactersOf(item);
  return (each.op === 'first' ? characters.slice(0, each.characters) : characters.slice(-each.characters)).join('');
}
