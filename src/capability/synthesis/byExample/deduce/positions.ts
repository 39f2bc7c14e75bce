import { indexOfPosition } from '../evaluate/position.ts';
import type { Position } from '../language/expression.ts';
import { matchesOf, type Pattern, type TokenClass, tokenClasses } from '../language/pattern.ts';
import { positionCost, undefinedElsewhereCost } from '../rank/cost.ts';
import { keyOf, type Source } from './scene.ts';

/** Positions that are the same places in all known rows: they differ elsewhere only (observational equivalence). */
export interface Place {
  /** One index a known row. */
  readonly at: readonly number[];
  /** The cheapest first. */
  readonly options: readonly { readonly position: Position; readonly cost: number }[];
}

const counted = 8;
const offsets = 8;
const optionsKept = 3;
const optionsThatDiffer = 5;
const optionsLookedAt = 12;

/** What is looked for in lists, or as a whole, only: as borders it would be one more way to say the same. */
const noBorders: ReadonlySet<TokenClass> = new Set(['subword', 'vowel', 'hexPair', 'tag', 'startSpaces', 'endSpaces']);

export const allClasses: readonly TokenClass[] = (Object.keys(tokenClasses) as TokenClass[]).filter(
  (name) => !noBorders.has(name),
);

/** Borders between two classes where one token ends and the next begins without anything between them. */
const borders: readonly Pattern[] = (
  [
    ['digit', 'letter'],
    ['letter', 'digit'],
    ['lowerLetter', 'upperLetter'],
    ['upperLetter', 'lowerLetter'],
    ['punctuation', 'letter'],
    ['punctuation', 'digit'],
    ['letter', 'punctuation'],
    ['digit', 'punctuation'],
    ['spaces', 'digit'],
    ['digit', 'spaces'],
    ['spaces', 'letter'],
    ['letter', 'spaces'],
    ['spaces', 'upperLetter'],
    ['spaces', 'lowerLetter'],
    ['punctuation', 'spaces'],
    ['spaces', 'punctuation'],
  ] as const
).map(([left, right]) => ({ kind: 'between', left, right }));

/** Every pattern that matches in all known texts of the source, literal ones from `literals`. */
export function patternsOf({ texts }: Source, literals: readonly Pattern[]): Pattern[] {
  const classes: Pattern[] = allClasses.map((name) => ({ kind: 'class', name }));
  return [...classes, ...literals, ...borders].filter((pattern) =>
    texts.every((text) => matchesOf(pattern, text).length > 0),
  );
}

/** The places of a source that can be named, grouped by where they are in the known rows. */
export function placesOf(source: Source, patterns: readonly Pattern[]): Place[] {
  const groups = new Map<string, { at: number[]; options: { position: Position; cost: number }[] }>();
  for (const position of positions(source, patterns)) {
    const at = source.texts.map((text) => indexOfPosition(position, text) ?? -1);
    if (at.includes(-1)) continue;
    const cost = positionCost(position) + elsewhere(source, (text) => indexOfPosition(position, text) !== undefined);
    const key = keyOf(at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { at, options: [{ position, cost }] });
    else group.options.push({ position, cost });
  }
  return [...groups.values()].map(({ at, options }) => ({
    at,
    options: likeliest(source, options),
  }));
}

type Option = Place['options'][number];

/** The cheapest few, and of those that are other places in the user's other inputs the cheapest of each kind. */
function likeliest({ others }: Source, options: readonly Option[]): readonly Option[] {
  const sorted = options.toSorted((a, b) => a.cost - b.cost);
  if (others.length === 0 || sorted.length <= optionsKept) return sorted.slice(0, optionsKept);
  const told = new Set<string>();
  const kept: Option[] = [];
  for (const option of sorted.slice(0, optionsLookedAt)) {
    const where = keyOf(others.map((text) => indexOfPosition(option.position, text) ?? -1));
    if (kept.length >= optionsKept && told.has(where)) continue;
    told.add(where);
    kept.push(option);
    if (kept.length === optionsThatDiffer) break;
  }
  return kept;
}

/** What it costs that something has no value on some of the user's other inputs. */
export function elsewhere(source: Source, exists: (text: string) => boolean): number {
  if (source.others.length === 0) return 0;
  const missing = source.others.filter((text) => !exists(text)).length;
  return (undefinedElsewhereCost * missing) / source.others.length;
}

function* positions({ texts }: Source, patterns: readonly Pattern[]): Generator<Position> {
  const shortest = Math.min(...texts.map((text) => text.length));
  for (let characters = 0; characters <= Math.min(offsets, shortest); characters++) {
    yield { kind: 'offset', characters, from: 'start' };
    yield { kind: 'offset', characters, from: 'end' };
  }
  for (const pattern of patterns) {
    const least = Math.min(counted, ...texts.map((text) => matchesOf(pattern, text).length));
    for (let nth = 1; nth <= least; nth++) {
      for (const count of [nth, -nth]) {
        yield { kind: 'match', pattern, nth: count, edge: 'start' };
        if (pattern.kind !== 'between') yield { kind: 'match', pattern, nth: count, edge: 'end' };
      }
    }
  }
}
