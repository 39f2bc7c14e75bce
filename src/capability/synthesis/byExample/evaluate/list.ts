import { charactersOf } from '../language/characters.ts';
import type { ItemExpression, ListExpression, SortKey } from '../language/expression.ts';
import { withCasing } from './casing.ts';
import { parseNumber } from './number.ts';

/** A list that is made of another one, without a program of its own for the items. */
export type ListChange = Exclude<
  ListExpression,
  { op: 'split' | 'matches' | 'characters' | 'chunks' | 'itemsOf' | 'mapEach' | 'having' }
>;

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
    case 'mapFirst':
      return items.map((item, at) => (at === 0 ? mapped(item, change.each) : item));
    case 'numbered':
      return items.map((item, at) => `${at + 1}${change.with}${item}`);
    case 'rangesExpanded':
      return expandedRanges(items);
    case 'rangesCollapsed':
      return collapsedRanges(items);
    case 'sorted':
      return sorted(items, change.by, change.descending);
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

function sorted(items: readonly string[], by: SortKey, descending: boolean): readonly string[] {
  if (by === 'number') return sortedByNumber(items, descending);
  return by === 'length' ? sortedByLength(items, descending) : sortedTexts(items, descending);
}

/** By code units, as `toSorted` does. */
function sortedTexts(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => (descending ? -1 : 1) * (a < b ? -1 : Number(a > b)));
}

/** The shortest first, or the longest; equals stay in their order. */
function sortedByLength(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => (descending ? -1 : 1) * (charactersOf(a).length - charactersOf(b).length));
}

/** By the numbers that the texts are; what is none comes last. */
function sortedByNumber(items: readonly string[], descending: boolean): string[] {
  return items.toSorted((a, b) => {
    const [left, right] = [parseNumber(a), parseNumber(b)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return (descending ? -1 : 1) * (left - right);
  });
}

/** Numbers that one range may have. */
const longestRange = 1000;

/** `1-3` as `1`, `2`, `3`; what is no range stays. */
function expandedRanges(items: readonly string[]): string[] {
  return items.flatMap((item) => {
    const [, from = '', to = ''] = /^\s*(\d{1,9})\s*(?:-|–|\.\.)\s*(\d{1,9})\s*$/.exec(item) ?? [];
    const length = Number(to) - Number(from) + 1;
    if (to === '' || length < 1 || length > longestRange) return [item];
    return Array.from({ length }, (_, at) => String(Number(from) + at));
  });
}

/** Two or more whole numbers that follow each other, as the first and the last of them: `1-3`. */
function collapsedRanges(items: readonly string[]): string[] {
  const runs: string[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last !== undefined && /^\d{1,9}$/.test(last) && item === String(Number(last) + 1)) run?.push(item);
    else runs.push([item]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}-${run.at(-1)}` : (run[0] ?? '')));
}

/** The characters of a text, so many together. */
export function chunksOf(text: string, size: number): string[] {
  const characters = charactersOf(text);
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  );
}
