import { list as listOf } from '../evaluate/evaluate.ts';
import { changedList, type ListChange } from '../evaluate/list.ts';
import type { Casing, ItemExpression, ListExpression, TextExpression, Value } from '../language/expression.ts';
import { matchesOf, type Pattern, type TokenClass } from '../language/pattern.ts';
import { constantCost, partCost, patternCost, undefinedElsewhereCost } from '../rank/cost.ts';
import type { Meter, Piece } from './concat.ts';
import { keyOf, type Rows, type Source } from './scene.ts';

/** A list of texts made of the input, on every known row. */
interface ListSource {
  readonly expression: ListExpression;
  readonly cost: number;
  readonly items: readonly (readonly string[])[];
}

const mostLists = 1500;

/**
 * Lists of a text's words, fields or characters, filtered and changed item by item, and joined again. They are built
 * bottom up, and of those that are the same in all known rows the cheapest is kept (observational equivalence, as in
 * EUSolver and Probe); the joined texts are then pieces like any other.
 */
export function listPieces(sources: readonly Source[], outputs: readonly string[], rows: Rows, meter: Meter): Piece[] {
  const pieces = new Map<string, Piece>();
  const lists = listsOf(sources, rows, meter);
  const inputs = rows.inputs.map((input) => input.filter((value) => typeof value === 'string').join('\n'));
  for (const list of [...lists, ...lists.flatMap((one) => numbered(one, outputs))]) {
    for (const separator of separatorsOf(list, outputs, inputs)) {
      const texts = list.items.map((items) => items.join(separator));
      if (!texts.every((text, row) => text !== '' && outputs[row]?.includes(text))) continue;
      const expression: TextExpression = { op: 'join', of: list.expression, with: separator };
      const cost = partCost + list.cost + 1 + loopCost(list) + separatorCost(separator);
      const key = keyOf(texts);
      if ((pieces.get(key)?.cost ?? Number.POSITIVE_INFINITY) <= cost) continue;
      pieces.set(key, { expression, texts, cost: cost + elsewhere(list, rows) });
    }
  }
  return [...pieces.values()];
}

/** With the place of each item before it, where an output begins so. */
function numbered({ expression: of, cost, items }: ListSource, outputs: readonly string[]): ListSource[] {
  const first = items[0]?.[0] ?? '';
  const sign = /^1([^\p{L}\p{M}\d]{1,3})/u.exec(outputs[0] ?? '')?.[1];
  if (sign === undefined || !outputs[0]?.startsWith(`1${sign}${first}`)) return [];
  const expression: ListChange = { op: 'numbered', of, with: sign };
  return [{ expression, cost: cost + 0.8, items: items.map((ofRow) => changedList(expression, ofRow)) }];
}

export interface ListCandidate {
  readonly expression: ListExpression;
  readonly cost: number;
}

/** The lists whose items are the wanted ones, the cheapest first. */
export function listsGiving(
  sources: readonly Source[],
  wanted: readonly (readonly string[])[],
  rows: Rows,
  meter: Meter,
): ListCandidate[] {
  const key = keyOfItems(wanted);
  return listsOf(sources, rows, meter)
    .filter(({ items }) => keyOfItems(items) === key)
    .map((list) => ({ expression: list.expression, cost: list.cost + elsewhere(list, rows) }))
    .toSorted((a, b) => a.cost - b.cost);
}

/** The lists of the sources and those made of them in up to two steps, one for each that differs on the known rows. */
function listsOf(sources: readonly Source[], rows: Rows, meter: Meter): ListSource[] {
  const seen = new Set<string>();
  let last = keepNew(
    seen,
    sources.flatMap((source) => basesOf(source, rows)),
  );
  let lists = last;
  const humps = rows.others.length === 0 ? 0 : rows.others.filter(hasHump).length / rows.others.length;
  for (let depth = 0; depth < 2 && lists.length < mostLists && meter.spend(20 * last.length); depth++) {
    last = keepNew(
      seen,
      last
        .slice(0, 60)
        .flatMap((one) => [...changesOf(one, humps)].flatMap(([made, cost]) => changed(made, one, cost))),
    );
    lists = [...lists, ...last];
  }
  return lists.slice(0, mostLists);
}

/** Where all known lists are of one short length, its items are rather taken one by one than in a loop. */
function loopCost({ items }: ListSource): number {
  const length = fixedLength(items);
  if (length === undefined || length > 3) return 0;
  return items.length > 1 && length > 1 ? 1.2 : 0.8;
}

/** Words between items are as dear as any constant, signs are natural. */
function separatorCost(separator: string): number {
  if (separator === '') return 0;
  return (/[\p{L}\d]/u.test(separator) ? 1 : 0.5) * constantCost(separator);
}

/** The length that all lists have. */
function fixedLength(items: ListSource['items']): number | undefined {
  const lengths = new Set(items.map(({ length }) => length));
  const [length] = lengths;
  return lengths.size === 1 ? length : undefined;
}

const otherLengthCost = 1.2;

/** What it costs that the list is empty for some of the other inputs, or never as short as all known ones are. */
function elsewhere({ expression, items }: ListSource, { others }: Rows): number {
  if (others.length === 0) return 0;
  const lengths = others.map((inputs) => listOf(expression, inputs)?.length ?? 0);
  const missing = lengths.filter((length) => length === 0).length;
  const known = fixedLength(items);
  const isShort = known !== undefined && known < 4 && items.length > 1;
  const strange = isShort ? lengths.filter((length) => length !== known).length : 0;
  return (undefinedElsewhereCost * missing + otherLengthCost * strange) / others.length;
}

function keyOfItems(items: readonly (readonly string[])[]): string {
  return items.map((ofRow) => ofRow.join('\u0002')).join('\u0001');
}

function keepNew(seen: Set<string>, lists: readonly ListSource[]): ListSource[] {
  const kept: ListSource[] = [];
  for (const list of lists.toSorted((a, b) => a.cost - b.cost)) {
    const key = keyOfItems(list.items);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(list);
  }
  return kept;
}

function listSource(expression: ListExpression, cost: number, rows: Rows): ListSource[] {
  const items = rows.inputs.flatMap((inputs) => {
    const found = listOf(expression, inputs);
    return found === undefined ? [] : [found];
  });
  if (items.length < rows.inputs.length || items.some(({ length }) => length === 0)) return [];
  return [{ expression, cost, items }];
}

/** One step is evaluated on the items that are there, not from the input anew. */
function changed(expression: ListChange, { items: before }: ListSource, cost: number): ListSource[] {
  const items = before.map((ofRow) => changedList(expression, ofRow));
  return items.some(({ length }) => length === 0) ? [] : [{ expression, cost, items }];
}

const classes = [
  'word',
  'letters',
  'digits',
  'number',
  'alphanumeric',
  'upper',
  'lower',
  'capitalised',
  'upperLetter',
  'lowerLetter',
  'letter',
  'nonDigits',
  'name',
  'subword',
] as const;

const strangeGapCost = 1.5;

/**
 * What it costs that on other inputs something else is left out between two matches than on any known row: where commas
 * stood between words each time, and in `New York` a blank does, the items are fields and not words.
 */
function strangeGaps(pattern: Pattern, { texts, others }: Source): number {
  if (others.length === 0) return 0;
  const known = new Set(texts.flatMap((text) => gapsOf(pattern, text)));
  const matching = others.filter((text) => matchesOf(pattern, text).length > 0);
  // A few without any are of another kind, which a program may well decline.
  if (2 * matching.length < others.length) return strangeGapCost;
  const strange = matching.filter((text) => gapsOf(pattern, text).some((gap) => !known.has(gap)));
  return (strangeGapCost * strange.length) / others.length;
}

/** What stands before, between and after the matches; runs of one sign are alike, and so are numbers. */
function gapsOf(pattern: Pattern, text: string): readonly string[] {
  let end = 0;
  const gaps: string[] = [];
  for (const match of [...matchesOf(pattern, text), { start: text.length, end: text.length }]) {
    const gap = text.slice(end, match.start);
    gaps.push(/^\D?$/.test(gap) ? gap : gap.replace(/\d+/g, '0').replace(/(.)\1+/gu, '$1'));
    end = match.end;
  }
  return gaps;
}

function basesOf(source: Source, rows: Rows): ListSource[] {
  const { expression: of, cost, texts } = source;
  if (texts.some((text) => text.length > 400)) return [];
  const made: (readonly [ListExpression, number])[] = [[{ op: 'characters', of }, 0.9]];
  for (const name of classes) {
    const pattern: Pattern = { kind: 'class', name };
    if (!texts.every((text) => matchesOf(pattern, text).length > 0)) continue;
    made.push([{ op: 'matches', of, pattern }, 0.7 + costOf(name, texts) + strangeGaps(pattern, source)]);
  }
  if (texts.every((text) => /^[\p{L}\d]{5,}$/u.test(text))) {
    for (const size of chunkSizes) made.push([{ op: 'chunks', of, size }, 2 + 0.1 * size]);
  }
  const signs = new Set(
    texts.flatMap((text) => text.match(/[^\p{L}\p{M}\d]+/gu) ?? []).flatMap((run) => [run, ...run]),
  );
  for (const by of [...signs].filter((sign) => sign.isWellFormed() && sign.length < 4).slice(0, 16)) {
    if (!texts.some((text) => text.includes(by))) continue;
    // Lines are items for everybody.
    made.push([{ op: 'split', of, by }, (by === '\n' ? 0.2 : 0.7) + patternCost({ kind: 'literal', text: by })]);
  }
  return made.flatMap(([expression, own]) => listSource(expression, cost + own, rows));
}

/** Digits belong to words as well, where none are known that could say otherwise. */
function costOf(name: TokenClass, texts: readonly string[]): number {
  const isOpen = name === 'letters' && !texts.some((text) => /\d/.test(text));
  return patternCost({ kind: 'class', name }) + (isOpen ? unlikeDigitsCost : 0);
}

const unlikeDigitsCost = 0.2;

/** Of what is written without a gap. */
const chunkSizes = [2, 3, 4, 5];

const eachItem: readonly (readonly [ItemExpression, number])[] = [
  [{ op: 'first', characters: 1 }, 0.7],
  [{ op: 'casing', to: 'upper' }, 0.7],
  [{ op: 'casing', to: 'lower' }, 0.7],
  [{ op: 'casing', to: 'capital' }, 0.8],
  [{ op: 'trim' }, 0.5],
  [{ op: 'last', characters: 1 }, 1],
  [{ op: 'first', characters: 2 }, 1],
  [{ op: 'first', characters: 3 }, 1.1],
];

/** Capitals within words are mostly meant to stay. */
function hasHump(inputs: readonly Value[]): boolean {
  return inputs.some((input) => typeof input === 'string' && /\p{Ll}\p{Lu}/u.test(input));
}

function lostHump(to: Casing, humps: number): number {
  return to === 'capital' ? humps : 0;
}

/** One step more, with what it costs. */
function* changesOf(
  { expression: of, cost, items }: ListSource,
  humps: number,
): Generator<readonly [ListChange, number]> {
  if (of.op === 'chunks') return;
  const isOfCharacters = of.op === 'characters';
  if (humps > 0) yield [{ op: 'mapFirst', of, each: { op: 'casing', to: 'upperFirst' } }, cost + 1.2];
  for (const [each, own] of eachItem) {
    if (isOfCharacters && each.op !== 'casing') continue;
    yield [{ op: 'map', of, each }, cost + own + (each.op === 'casing' ? lostHump(each.to, humps) : 0)];
    if (each.op === 'casing') yield [{ op: 'mapFirst', of, each }, cost + own + 0.3 + lostHump(each.to, humps)];
  }
  const longest = Math.max(...items.map(({ length }) => length));
  for (let step = 2; step <= Math.min(8, longest); step++) {
    for (let offset = 0; offset < step; offset++) {
      const own = 0.8 + 0.15 * step + 0.1 * offset;
      yield [{ op: 'every', of, step, offset, keep: true }, cost + own];
      if (step > 2) yield [{ op: 'every', of, step, offset, keep: false }, cost + own + 0.2];
      for (const to of ['upper', 'lower'] as const) {
        // What happens once is no rhythm.
        const once = offset + step >= longest ? 1.5 : 0;
        yield [{ op: 'mapEvery', of, step, offset, each: { op: 'casing', to } }, cost + own + 0.4 + once];
      }
    }
  }
  yield [{ op: 'distinct', of, adjacent: true }, cost + 1];
  yield [{ op: 'distinct', of, adjacent: false }, cost + 1.2];
  yield [{ op: 'nonEmpty', of }, cost + 0.8];
  yield* sortings(of, items, cost);
  yield* ranges(of, items, cost);
  yield [{ op: 'reversed', of }, cost + 1.5];
  for (const from of [1, 2]) yield [{ op: 'range', of, from }, cost + 0.6 + 0.3 * from];
  for (const to of [-1, -2, 2, 3]) yield [{ op: 'range', of, from: 0, to }, cost + 0.6 + 0.3 * Math.abs(to)];
  yield [{ op: 'range', of, from: 1, to: -1 }, cost + 1.2];
}

/** Ranges of whole numbers, where the items have some. */
function* ranges(
  of: ListExpression,
  items: ListSource['items'],
  cost: number,
): Generator<readonly [ListChange, number]> {
  const some = (test: RegExp) => items.some((ofRow) => ofRow.some((item) => test.test(item)));
  if (some(/^\s*\d+\s*(?:-|–|\.\.)\s*\d+\s*$/)) yield [{ op: 'rangesExpanded', of }, cost + 0.6];
  if (items.every((ofRow) => ofRow.every((item) => /^\d+$/.test(item))))
    yield [{ op: 'rangesCollapsed', of }, cost + 1];
}

function* sortings(
  of: ListExpression,
  items: ListSource['items'],
  cost: number,
): Generator<readonly [ListChange, number]> {
  const numeric = items.every((ofRow) => ofRow.every((item) => /^[-+]?\d[\d,.]*$/.test(item)));
  for (const descending of [false, true]) {
    const own = cost + (descending ? 1.8 : 1.5);
    yield [{ op: 'sorted', of, by: 'text', descending }, own + (numeric ? 0.2 : 0)];
    if (numeric) yield [{ op: 'sorted', of, by: 'number', descending }, own];
    yield [{ op: 'sorted', of, by: 'length', descending }, own + 0.4];
  }
}

const longestSeparator = 24;
/** Of one that stands between two items only. */
const longestOnce = 4;

/** Few signs; or more, with words that the input does not have. */
function isSeparator(text: string, input: string): boolean {
  if (text.length > longestSeparator) return false;
  const words = text.match(/[\p{L}\d]+/gu) ?? [];
  return words.every((word) => !input.includes(word));
}

/** What stands between the first two items in the outputs: nothing, or a few signs. */
function separatorsOf({ items }: ListSource, outputs: readonly string[], texts: readonly string[]): string[] {
  const found = new Set(['']);
  for (const [row, [first = '', second]] of items.entries()) {
    if (second === undefined || first === '' || second === '') continue;
    const output = outputs[row] ?? '';
    const taken = texts[row] ?? '';
    for (let at = output.indexOf(first); at >= 0; at = output.indexOf(first, at + 1)) {
      const end = at + first.length;
      const next = output.indexOf(second, end);
      const separator = next < 0 ? '' : output.slice(end, next);
      if (isSeparator(separator, taken)) found.add(separator);
    }
    if (found.size > 1) break;
  }
  const isRepeated = items.some(({ length }) => length > 2);
  return [...found].filter((separator) => separator.isWellFormed() && (isRepeated || separator.length <= longestOnce));
}
