import { before, rangeOf } from '../evaluate/position.ts';
import type { Position, TextExpression } from '../language/expression.ts';
import { matchesOf, type Pattern } from '../language/pattern.ts';
import { countCost, patternCost, positionCost } from '../rank/cost.ts';
import { elsewhere, type Place } from './positions.ts';
import { keyOf, type Source } from './scene.ts';

/** A part of a source that has a name of its own: the second number, the last field, the word before a comma. */
export interface Span {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly expression: TextExpression;
  readonly cost: number;
}

const counted = 10;

/** The named parts of a source, by where they start in the known rows. */
export function spansOf(source: Source, patterns: readonly Pattern[], places: readonly Place[]): Map<string, Span[]> {
  const byStart = new Map<string, Span[]>();
  for (const span of allSpans(source, patterns, places)) {
    const key = keyOf(span.from);
    const known = byStart.get(key);
    if (known === undefined) byStart.set(key, [span]);
    else known.push(span);
  }
  return byStart;
}

function* allSpans(source: Source, patterns: readonly Pattern[], places: readonly Place[]): Generator<Span> {
  yield {
    from: source.texts.map(() => 0),
    to: source.texts.map((text) => text.length),
    expression: source.expression,
    cost: 0,
  };
  for (const pattern of patterns) {
    if (pattern.kind === 'class') yield* tokens(source, pattern);
    if (pattern.kind === 'literal') yield* [...fields(source, pattern.text), ...rests(source, pattern)];
  }
  yield* enclosed(source);
  yield* delimited(source, patterns);
  yield* endingAt(source, patterns, places);
}

/** The n-th match of a class, counted from either end. */
function* tokens(source: Source, pattern: Pattern): Generator<Span> {
  const found = source.texts.map((text) => matchesOf(pattern, text));
  const least = Math.min(counted, ...found.map(({ length }) => length));
  for (let nth = 1; nth <= least; nth++) {
    for (const count of [nth, -nth]) {
      const index = count > 0 ? count - 1 : count;
      const matches = found.map((ofRow) => ofRow.at(index));
      yield {
        from: matches.map((match) => match?.start ?? 0),
        to: matches.map((match) => match?.end ?? 0),
        expression: { op: 'item', of: { op: 'matches', of: source.expression, pattern }, at: index },
        cost:
          0.6 +
          patternCost(pattern) +
          countCost(count) +
          elsewhere(source, (text) => matchesOf(pattern, text).at(index) !== undefined),
      };
    }
  }
}

/** The n-th field between delimiters, counted from either end. */
function* fields(source: Source, delimiter: string): Generator<Span> {
  const split = source.texts.map((text) => text.split(delimiter));
  const least = Math.min(counted, ...split.map(({ length }) => length));
  for (let nth = 1; nth <= least; nth++) {
    for (const count of [nth, -nth]) {
      const at = count > 0 ? count - 1 : count;
      const ranges = split.map((parts) => {
        const index = at < 0 ? parts.length + at : at;
        const start = parts.slice(0, index).reduce((sum, part) => sum + part.length + delimiter.length, 0);
        return [start, start + (parts[index]?.length ?? 0)] as const;
      });
      yield {
        from: ranges.map(([start]) => start),
        to: ranges.map(([, end]) => end),
        expression: { op: 'item', of: { op: 'split', of: source.expression, by: delimiter }, at },
        cost:
          0.45 +
          patternCost({ kind: 'literal', text: delimiter }) +
          countCost(count) +
          elsewhere(source, (text) => text.split(delimiter).at(at) !== undefined),
      };
    }
  }
}

/** All that comes after the first delimiter, or before the last one: with further ones in it. */
function* rests(source: Source, pattern: Pattern): Generator<Span> {
  const end = (from: 'start' | 'end'): Position => ({ kind: 'offset', characters: 0, from });
  const sides: readonly (readonly [from: Position, to: Position, cost: number])[] = [
    [{ kind: 'match', pattern, nth: 1, edge: 'end' }, end('end'), 0.55],
    [end('start'), { kind: 'match', pattern, nth: -1, edge: 'start' }, 0.6],
  ];
  for (const [from, to, cost] of sides) {
    yield* sliced(source, from, to, 0.5 + cost + patternCost(pattern));
  }
}

/** What stands between two places, if all texts have it. */
function* sliced(source: Source, from: Position, to: Position, cost: number): Generator<Span> {
  const ranges = source.texts.flatMap((text) => {
    const range = rangeOf(from, to, text);
    return range === undefined ? [] : [range];
  });
  if (ranges.length < source.texts.length) return;
  yield {
    from: ranges.map(([start]) => start),
    to: ranges.map(([, end]) => end),
    expression: { op: 'slice', of: source.expression, from, to },
    cost: cost + elsewhere(source, (text) => rangeOf(from, to, text) !== undefined),
  };
}

const brackets = ['()', '[]', '{}', '<>', '""', "''", '><', '“”', '„“', '«»'];

/** What stands in brackets or between quotation marks. */
function* enclosed(source: Source): Generator<Span> {
  for (const [open = '', close = ''] of brackets) {
    for (const nth of [1, -1, 2]) {
      // Quotation marks that look alike come in pairs.
      const opening = open === close && nth > 0 ? 2 * nth - 1 : open === close ? 2 * nth : nth;
      const from: Position = { kind: 'match', pattern: { kind: 'literal', text: open }, nth: opening, edge: 'end' };
      const to: Position = { kind: 'near', pattern: { kind: 'literal', text: close }, edge: 'start' };
      yield* sliced(source, from, to, 1.05 + countCost(nth));
    }
  }
}

const mostDelimiters = 8;

/** Signs and whole words: digits, and letters of other words, are there by chance. */
function isPlain(text: string): boolean {
  return /^(?:[^\p{L}\d]+|\P{L}*(?<!\p{L})\p{L}{3,}(?:\P{L}+|$))$/u.test(text) && !/\d/.test(text);
}

/** What stands between two delimiters of which each text has one: it is clear what is meant, in longer texts, too. */
function* delimited(source: Source, patterns: readonly Pattern[]): Generator<Span> {
  const once = patterns
    .filter((pattern) => pattern.kind === 'literal' && isPlain(pattern.text))
    .filter((pattern) => source.texts.every((text) => matchesOf(pattern, text).length === 1))
    .slice(0, mostDelimiters);
  for (const open of once) {
    const from: Position = { kind: 'match', pattern: open, nth: 1, edge: 'end' };
    for (const close of once) {
      if (open === close) continue;
      const to: Position = { kind: 'near', pattern: close, edge: 'start' };
      const ranges = source.texts.flatMap((text) => {
        const range = rangeOf(from, to, text);
        return range === undefined || range[0] === range[1] ? [] : [range];
      });
      if (ranges.length < source.texts.length) continue;
      yield {
        from: ranges.map(([start]) => start),
        to: ranges.map(([, end]) => end),
        expression: { op: 'slice', of: source.expression, from, to },
        cost:
          0.9 +
          0.3 * (patternCost(open) + patternCost(close)) +
          elsewhere(source, (text) => rangeOf(from, to, text) !== undefined),
      };
    }
  }
}

/** What ends at a place and starts relative to it: the last four characters, the word before the comma. */
function* endingAt(source: Source, patterns: readonly Pattern[], places: readonly Place[]): Generator<Span> {
  const cheapest = places
    .flatMap(({ at, options: [best] }) => (best === undefined ? [] : [{ at, ...best }]))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, 40);
  for (const { at, position: to, cost } of cheapest) {
    for (const from of starts(patterns)) {
      const starting = source.texts.map((text, row) => before(from, text, at[row] ?? 0) ?? -1);
      if (starting.includes(-1)) continue;
      yield {
        from: starting,
        to: at,
        expression: { op: 'slice', of: source.expression, from, to },
        cost: 0.8 + cost + positionCost(from),
      };
    }
  }
}

function* starts(patterns: readonly Pattern[]): Generator<Position> {
  for (let characters = 1; characters <= 6; characters++) yield { kind: 'span', characters };
  for (const pattern of patterns) {
    if (pattern.kind === 'between') continue;
    yield { kind: 'near', pattern, edge: pattern.kind === 'literal' ? 'end' : 'start' };
  }
}
