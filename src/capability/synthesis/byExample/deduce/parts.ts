import { after } from '../evaluate/position.ts';
import { isBoundary } from '../language/characters.ts';
import type { Position, TextExpression } from '../language/expression.ts';
import { type Match, matchesOf, type Pattern } from '../language/pattern.ts';
import { partCost, positionCost } from '../rank/cost.ts';
import { type Alignment, alignmentsOf, type Mode } from './alignment.ts';
import { rangesElsewhere, strangeBorders } from './borders.ts';
import { elsewhere, type Place, patternsOf, placesOf } from './positions.ts';
import { keyOf, type Source } from './scene.ts';
import { type Span, spansOf } from './spans.ts';

/** An expression that gives the next piece of every output, and where the outputs stand after it. */
export interface Part {
  readonly expression: TextExpression;
  readonly cost: number;
  readonly to: readonly number[];
}

/** A source prepared for the question "which of its parts come next in every output?" (a witness function of concat). */
export interface Supplier {
  readonly source: Source;
  readonly places: readonly Place[];
  readonly patterns: readonly Pattern[];
  /** Of each pattern, by known row. */
  readonly matches: readonly (readonly (readonly Match[])[])[];
  /** What it costs to rely on each pattern, by how many of the other inputs do not have it. */
  readonly absent: readonly number[];
  readonly spans: ReadonlyMap<string, readonly Span[]>;
  readonly starts: readonly Start[];
  /** How many of the other inputs have capitals within words, from 0 to 1. */
  readonly humps: number;
  /** By mode, one a known row. */
  readonly alignments: ReadonlyMap<Mode, readonly Alignment[]>;
}

/** A place where parts can start. */
interface Start {
  readonly at: readonly number[];
  readonly key: string;
  readonly place?: Place;
}

const casingCost = 1;

export function supplierOf(
  source: Source,
  outputs: readonly string[],
  modes: readonly Mode[],
  literals: readonly Pattern[],
): Supplier {
  const patterns = patternsOf(source, literals);
  const places = placesOf(source, patterns);
  const spans = spansOf(source, patterns, places);
  const starts = new Map<string, Start>();
  for (const place of places) starts.set(keyOf(place.at), { at: place.at, key: keyOf(place.at), place });
  for (const [key, [span]] of spans)
    if (span !== undefined && !starts.has(key)) starts.set(key, { at: span.from, key });
  const byRow = source.texts.map((text, row) => alignmentsOf(text, outputs[row] ?? '', modes));
  const alignments = new Map(
    modes
      .filter((mode) => byRow.every((ofRow) => ofRow.has(mode)))
      .map((mode) => [mode, byRow.flatMap((ofRow) => ofRow.get(mode) ?? [])]),
  );
  const matches = patterns.map((pattern) => source.texts.map((text) => matchesOf(pattern, text)));
  const absent = patterns.map((pattern) => elsewhere(source, (text) => matchesOf(pattern, text).length > 0));
  return {
    source,
    places,
    patterns,
    matches,
    absent,
    spans,
    starts: [...starts.values()],
    humps: humpsIn(source),
    alignments,
  };
}

/** The parts of the source that come next where the outputs stand at `at`; `ends` are the outputs' lengths. */
export function partsAt(supplier: Supplier, at: readonly number[], ends: readonly number[]): Part[] {
  const found = new Map<string, Kept[]>();
  const same = supplier.alignments.get('same') ?? [];
  for (const [mode, alignments] of supplier.alignments) {
    for (const start of supplier.starts) {
      const room = alignments.map((alignment, row) => alignment.common(start.at[row] ?? 0, at[row] ?? 0));
      if (!room.every((length, row) => length > 0 || at[row] === ends[row])) continue;
      const plain = mode === 'same' ? undefined : same.map((one, row) => one.common(start.at[row] ?? 0, at[row] ?? 0));
      for (const slice of slicesFrom(supplier, start, room)) {
        const lengths = slice.to.map((to, row) => to - (start.at[row] ?? 0));
        // The same without a change of case would do.
        if (plain?.every((length, row) => length >= (lengths[row] ?? 0))) continue;
        const ranges = rangesElsewhere(supplier.source, slice.expression);
        const strange = strangeBorders(supplier.source, ranges, start.at, slice.to);
        add(found, at, lengths, {
          ...(ranges.length === 0
            ? {}
            : { elsewhere: `${mode} ${keyOf(ranges.map((range) => range?.join('-') ?? ''))}` }),
          expression: mode === 'same' ? slice.expression : { op: 'casing', of: slice.expression, to: mode },
          cost:
            partCost +
            supplier.source.cost +
            slice.cost +
            strange +
            (mode === 'same' ? 0 : casingCost + modeCost(mode, supplier)),
        });
      }
    }
  }
  return [...found.values()].flat();
}

/** For a single word several would do; names are more often more than one word than sentences are. */
const modeCosts: Readonly<Partial<Record<Mode, number>>> = { upperFirst: 0.1, capital: 0.15, lowerFirst: 0.1 };
const lostHumpCost = 1;

function modeCost(mode: Mode, { humps }: Supplier): number {
  const isKeeping = mode === 'upperFirst' || mode === 'lowerFirst' || mode === 'upper';
  return (modeCosts[mode] ?? 0) + (isKeeping ? 0 : lostHumpCost * humps);
}

/** The share of the user's other inputs with capitals within words, which are mostly meant to stay. */
function humpsIn({ others }: Source): number {
  return others.length === 0 ? 0 : others.filter((text) => /\p{Ll}\p{Lu}/u.test(text)).length / others.length;
}

const keptPerStep = 3;
/** Of those that differ on the user's other inputs more are kept: which of them is meant can be asked. */
const keptThatDiffer = 5;

interface Kept extends Part {
  /** Where it is taken from on the other inputs, if some are known: what tells it from others like it. */
  readonly elsewhere?: string;
}

function add(
  found: Map<string, Kept[]>,
  at: readonly number[],
  lengths: readonly number[],
  part: Omit<Kept, 'to'>,
): void {
  const key = keyOf(lengths);
  const known = found.get(key);
  const added = { ...part, to: at.map((index, row) => index + (lengths[row] ?? 0)) };
  if (known === undefined) {
    found.set(key, [added]);
    return;
  }
  if (part.elsewhere !== undefined) {
    const alike = known.findIndex((one) => one.elsewhere === part.elsewhere);
    if (alike >= 0 && (known[alike]?.cost ?? 0) <= part.cost) return;
    if (alike >= 0) known.splice(alike, 1);
  }
  known.push(added);
  known.sort((a, b) => a.cost - b.cost);
  if (known.length > (part.elsewhere === undefined ? keptPerStep : keptThatDiffer)) known.pop();
}

interface Slice {
  readonly to: readonly number[];
  readonly expression: TextExpression;
  readonly cost: number;
}

/** The slices from a start that are not longer than the room for them. */
function* slicesFrom(supplier: Supplier, start: Start, room: readonly number[]): Generator<Slice> {
  const { source } = supplier;
  for (const span of supplier.spans.get(start.key) ?? []) if (fits(start.at, span.to, room)) yield span;
  if (start.place === undefined) return;
  for (const end of [...endsFrom(supplier, start.at, room)]) {
    for (const from of start.place.options) {
      yield {
        to: end.at,
        expression: { op: 'slice', of: source.expression, from: from.position, to: end.position },
        cost: sliceCost + from.cost + end.cost,
      };
    }
  }
}

/** Whether slices are within their room, and empty only where there is none. */
function fits(from: readonly number[], to: readonly number[], room: readonly number[]): boolean {
  for (let row = 0; row < to.length; row++) {
    const length = (to[row] ?? 0) - (from[row] ?? 0);
    const space = room[row] ?? 0;
    if (length > space || length < 0 || (length === 0 && space > 0)) return false;
  }
  return true;
}

/** A place where a slice can end, and how it is named. */
interface End {
  readonly at: readonly number[];
  readonly position: Position;
  readonly cost: number;
}

const sliceCost = 0.9;

function* endsFrom(supplier: Supplier, from: readonly number[], room: readonly number[]): Generator<End> {
  for (const { at, options } of supplier.places) {
    if (fits(from, at, room)) for (const option of options) yield { at, ...option };
  }
  for (const [index, pattern] of supplier.patterns.entries()) {
    for (const edge of ['start', 'end'] as const) {
      const at = nextMatches(supplier.matches[index] ?? [], edge, from, room);
      if (at === undefined || !fits(from, at, room)) continue;
      const position: Position = { kind: 'near', pattern, edge };
      yield { at, position, cost: positionCost(position) + (supplier.absent[index] ?? 0) };
    }
  }
  yield* ofLength(supplier, from, room);
}

/** Where the next match after each start is; undefined as soon as one is missing or too far. */
function nextMatches(
  matches: readonly (readonly Match[])[],
  edge: 'start' | 'end',
  from: readonly number[],
  room: readonly number[],
): number[] | undefined {
  const at: number[] = [];
  for (let row = 0; row < from.length; row++) {
    const start = from[row] ?? 0;
    const next = matches[row]?.find((match) => match.start >= start && match[edge] > start)?.[edge];
    if (next === undefined || next - start > (room[row] ?? 0)) return undefined;
    at.push(next);
  }
  return at;
}

const longestSpan = 8;

/** So many characters. */
function* ofLength({ source }: Supplier, from: readonly number[], room: readonly number[]): Generator<End> {
  const most = Math.min(longestSpan, ...room);
  for (let characters = 1; characters <= most; characters++) {
    const position: Position = { kind: 'span', characters };
    const at = source.texts.map((text, row) => after(position, text, from[row] ?? 0) ?? -1);
    if (at.includes(-1) || at.some((end, row) => end - (from[row] ?? 0) > (room[row] ?? 0))) return;
    if (!source.texts.every((text, row) => isBoundary(text, at[row] ?? 0))) return;
    yield { at, position, cost: positionCost(position) + elsewhere(source, (text) => text.length >= characters) };
  }
}
