import { after } from '../evaluate/position.ts';
import { isBoundary } from '../language/characters.ts';
import type { Position, TextExpression } from '../language/expression.ts';
import type { Pattern } from '../language/pattern.ts';
import { partCost, positionCost } from '../rank/cost.ts';
import { type Alignment, alignmentsOf, type Mode } from './alignment.ts';
import { strangeBorders } from './borders.ts';
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
  readonly spans: ReadonlyMap<string, readonly Span[]>;
  readonly starts: readonly Start[];
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
  return { source, places, patterns, spans, starts: [...starts.values()], alignments };
}

/** The parts of the source that come next where the outputs stand at `at`; `ends` are the outputs' lengths. */
export function partsAt(supplier: Supplier, at: readonly number[], ends: readonly number[]): Part[] {
  const found = new Map<string, Part[]>();
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
        const strange = strangeBorders(supplier.source, slice.expression, start.at, slice.to);
        add(found, at, lengths, {
          expression: mode === 'same' ? slice.expression : { op: 'casing', of: slice.expression, to: mode },
          cost:
            partCost +
            supplier.source.cost +
            slice.cost +
            strange +
            (mode === 'same' ? 0 : casingCost + modeCost(mode)),
        });
      }
    }
  }
  return [...found.values()].flat();
}

/** For a single word both would do; names are more often more than one word than sentences are. */
function modeCost(mode: Mode): number {
  return mode === 'capital' ? 0.15 : 0;
}

const keptPerStep = 3;

function add(
  found: Map<string, Part[]>,
  at: readonly number[],
  lengths: readonly number[],
  part: Omit<Part, 'to'>,
): void {
  const key = keyOf(lengths);
  const known = found.get(key);
  const added = { ...part, to: at.map((index, row) => index + (lengths[row] ?? 0)) };
  if (known === undefined) {
    found.set(key, [added]);
    return;
  }
  known.push(added);
  known.sort((a, b) => a.cost - b.cost);
  if (known.length > keptPerStep) known.pop();
}

interface Slice {
  readonly to: readonly number[];
  readonly expression: TextExpression;
  readonly cost: number;
}

/** The slices from a start that are not longer than the room for them. */
function* slicesFrom(supplier: Supplier, start: Start, room: readonly number[]): Generator<Slice> {
  const fits = (to: readonly number[]) =>
    to.every((end, row) => {
      const length = end - (start.at[row] ?? 0);
      const space = room[row] ?? 0;
      return length <= space && (length > 0 || (length === 0 && space === 0));
    });
  for (const span of supplier.spans.get(start.key) ?? []) if (fits(span.to)) yield span;
  for (const from of start.place?.options ?? []) {
    for (const place of supplier.places) {
      if (!fits(place.at)) continue;
      for (const to of place.options) yield slice(supplier.source, from, to, place.at);
    }
    yield* relative(supplier, start, from, fits);
    yield* ofLength(supplier, start, from, room);
  }
}

interface Option {
  readonly position: Position;
  readonly cost: number;
}

const sliceCost = 0.9;

function slice(source: Source, from: Option, to: Option, at: readonly number[]): Slice {
  return {
    to: at,
    expression: { op: 'slice', of: source.expression, from: from.position, to: to.position },
    cost: sliceCost + from.cost + to.cost,
  };
}

/** Up to the next match after the start. */
function* relative(
  { source, patterns }: Supplier,
  start: Start,
  from: Option,
  fits: (to: readonly number[]) => boolean,
): Generator<Slice> {
  for (const pattern of patterns) {
    const edges = pattern.kind === 'literal' ? (['start', 'end'] as const) : (['start', 'end'] as const);
    for (const edge of edges) {
      const position: Position = { kind: 'near', pattern, edge };
      const to = source.texts.map((text, row) => after(position, text, start.at[row] ?? 0) ?? -1);
      if (to.includes(-1) || !fits(to)) continue;
      yield slice(source, from, { position, cost: positionCost(position) }, to);
    }
  }
}

const longestSpan = 8;

/** So many characters. */
function* ofLength({ source }: Supplier, start: Start, from: Option, room: readonly number[]): Generator<Slice> {
  const most = Math.min(longestSpan, ...room);
  for (let characters = 1; characters <= most; characters++) {
    const position: Position = { kind: 'span', characters };
    const to = source.texts.map((text, row) => after(position, text, start.at[row] ?? 0) ?? -1);
    if (to.includes(-1) || to.some((end, row) => end - (start.at[row] ?? 0) > (room[row] ?? 0))) return;
    if (!source.texts.every((text, row) => isBoundary(text, to[row] ?? 0))) return;
    const cost = positionCost(position) + elsewhere(source, (text) => text.length >= characters);
    yield slice(source, from, { position, cost }, to);
  }
}
