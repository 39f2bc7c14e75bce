import type { ArrayExpression, Fold, Value } from '../language/expression.ts';
import { parseNumber, tidy } from './number.ts';
import { valueAt } from './value.ts';

/** An array that is made of another one, without a program of its own for the items. */
export type ArrayChange = Extract<
  ArrayExpression,
  { op: 'sortedBy' | 'unique' | 'uniqueBy' | 'part' | 'flattened' | 'turned' | 'running' }
>;

/** What an array becomes by one change; undefined where its items are not of the kind for that. */
export function changedArray(change: ArrayChange, items: readonly Value[]): readonly Value[] | undefined {
  switch (change.op) {
    case 'unique':
      return uniqueItems(items);
    case 'uniqueBy':
      return uniqueBy(items, (item) => valueAt(item, change.path));
    case 'part':
      return items.slice(change.from, change.to);
    case 'turned':
      return items.toReversed();
    case 'flattened':
      return items.every((item) => Array.isArray(item)) ? items.flat() : undefined;
    case 'sortedBy':
      return sortedBy(items, (item) => valueAt(item, change.path), change.descending);
    case 'running':
      return runningSums(items);
  }
}

/** Without repetitions; the first of equals stays. */
function uniqueItems<Item>(items: readonly Item[]): Item[] {
  const known = new Map<string, Item>();
  for (const item of items) if (!known.has(JSON.stringify(item))) known.set(JSON.stringify(item), item);
  return [...known.values()];
}

/** Those whose key no item before them has. */
function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  const known = new Map<string, Item>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item) ?? null);
    if (!known.has(key)) known.set(key, item);
  }
  return [...known.values()];
}

/** By numbers or by texts; a mixture has no order, and gives undefined. */
function sortedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => unknown,
  descending: boolean,
): Item[] | undefined {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  if (!['number', 'string'].some((type) => keyed.every(({ key }) => typeof key === type))) return undefined;
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  const sign = descending ? -1 : 1;
  return keyed.toSorted((a, b) => sign * compare(a.key as string, b.key as string)).map(({ item }) => item);
}

/** What stands at the same place in two arrays; undefined where they are not as long as each other. */
export function zipped<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
): { left: Left; right: Right }[] | undefined {
  if (left.length !== right.length) return undefined;
  return left.map((item, at) => ({ left: item, right: right[at] as Right }));
}

/** The sum of each number and all before it; undefined where an item is none. */
function runningSums(items: readonly unknown[]): number[] | undefined {
  let sum = 0;
  return numbersOf(items)?.map((value) => {
    sum = tidy(sum + value);
    return sum;
  });
}

/** Numbers, and texts that are numbers; undefined where an item is neither. */
function numbersOf(items: readonly unknown[]): number[] | undefined {
  const numbers = items.map((item) =>
    typeof item === 'number' ? item : typeof item === 'string' ? parseNumber(item) : undefined,
  );
  return numbers.every((value) => value !== undefined) ? numbers : undefined;
}

/** How many numbers become one; undefined where an item is no number, or there is none to take the least or average of. */
export const folds: Readonly<Record<Exclude<Fold, 'count'>, (items: readonly unknown[]) => number | undefined>> = {
  sum: sumOf,
  product: productOf,
  min: leastOf,
  max: greatestOf,
  average: averageOf,
};

function sumOf(items: readonly unknown[]): number | undefined {
  const sum = numbersOf(items)?.reduce((total, value) => total + value, 0);
  return sum === undefined ? undefined : tidy(sum);
}

function productOf(items: readonly unknown[]): number | undefined {
  const product = numbersOf(items)?.reduce((total, value) => total * value, 1);
  return product === undefined ? undefined : tidy(product);
}

function leastOf(items: readonly unknown[]): number | undefined {
  return items.length === 0 ? undefined : numbersOf(items)?.reduce((least, value) => Math.min(least, value));
}

function greatestOf(items: readonly unknown[]): number | undefined {
  return items.length === 0 ? undefined : numbersOf(items)?.reduce((most, value) => Math.max(most, value));
}

function averageOf(items: readonly unknown[]): number | undefined {
  const sum = sumOf(items);
  return sum === undefined || items.length === 0 ? undefined : tidy(sum / items.length);
}

/** As {@link folds}, as JavaScript counts. */
export const plainFolds: typeof folds = {
  sum: plainSum,
  product: (items) => numbersOf(items)?.reduce((product, value) => product * value, 1),
  min: leastOf,
  max: greatestOf,
  average: (items) => {
    const sum = plainSum(items);
    return sum === undefined || items.length === 0 ? undefined : sum / items.length;
  },
};

function plainSum(items: readonly unknown[]): number | undefined {
  return numbersOf(items)?.reduce((total, value) => total + value, 0);
}
