import { isBoundary } from '../language/characters.ts';
import type { TextExpression } from '../language/expression.ts';
import { constantAtStartCost, constantCost, constantInInputCost, constantOnlyCost } from '../rank/cost.ts';
import { CheapestFirst } from './heap.ts';
import { type Part, partsAt, type Supplier } from './parts.ts';
import { keyOf } from './scene.ts';

/** A part of fixed texts: one for each known row. */
export interface Piece {
  readonly expression: TextExpression;
  readonly texts: readonly string[];
  readonly cost: number;
}

export interface Found {
  readonly expression: TextExpression;
  readonly cost: number;
}

/** Counts units of work, and says when there are no more. */
export interface Meter {
  spend(steps: number): boolean;
}

interface Path {
  readonly at: readonly number[];
  readonly key: string;
  readonly part?: TextExpression;
  readonly before?: Path;
  readonly isConstant: boolean;
  readonly parts: number;
}

const visitsPerState = 4;
const mostParts = 24;

/**
 * The cheapest concatenations that give every output, the cheapest first. The outputs are walked through in step, each
 * at its own place: a state is one place in each of them, an edge is a part that comes next in all. This is FlashFill's
 * intersection of version spaces (Gulwani, POPL 2011), found lazily by cost with Dijkstra's algorithm in place of being
 * built whole; several ways into a state are kept, so the k cheapest programs come out in order.
 */
export function* concatenations(
  outputs: readonly string[],
  suppliers: readonly Supplier[],
  pieces: readonly Piece[],
  wanted: number,
  meter: Meter,
): Generator<Found> {
  const known = suppliers.map(({ source }) => source.texts);
  const ends = outputs.map((output) => output.length);
  const start: Path = { at: ends.map(() => 0), key: keyOf(ends.map(() => 0)), isConstant: false, parts: 0 };
  const endKey = keyOf(ends);
  const queue = new CheapestFirst<Path>();
  const visits = new Map<string, number>();
  const edges = new Map<string, readonly Part[]>();
  queue.push(start, 0);
  let found = 0;
  while (found < wanted && meter.spend(1)) {
    const next = queue.pop();
    if (next === undefined) return;
    const { item: path, cost } = next;
    if (path.key === endKey && path.part !== undefined) {
      found++;
      yield { expression: together(path), cost };
      continue;
    }
    const visit = (visits.get(path.key) ?? 0) + 1;
    visits.set(path.key, visit);
    if (visit > visitsPerState || path.parts >= mostParts) continue;
    let parts = edges.get(path.key);
    if (parts === undefined) {
      parts = [
        ...suppliers.flatMap((supplier) => partsAt(supplier, path.at, ends)),
        ...piecesAt(pieces, outputs, path.at),
      ];
      edges.set(path.key, parts);
      meter.spend(10 + parts.length);
    }
    for (const part of parts) {
      queue.push(
        {
          at: part.to,
          key: keyOf(part.to),
          part: part.expression,
          before: path,
          isConstant: false,
          parts: path.parts + 1,
        },
        cost + part.cost,
      );
    }
    if (!path.isConstant) {
      for (const part of constantsAt(outputs, path.at, known)) {
        queue.push(
          {
            at: part.to,
            key: keyOf(part.to),
            part: part.expression,
            before: path,
            isConstant: true,
            parts: path.parts + 1,
          },
          cost + part.cost,
        );
      }
    }
  }
}

function piecesAt(pieces: readonly Piece[], outputs: readonly string[], at: readonly number[]): Part[] {
  return pieces
    .filter(
      ({ texts }) =>
        texts.some((text) => text !== '') && texts.every((text, row) => outputs[row]?.startsWith(text, at[row])),
    )
    .map(({ expression, texts, cost }) => ({
      expression,
      cost,
      to: at.map((index, row) => index + (texts[row]?.length ?? 0)),
    }));
}

/** Text that comes next in all outputs, in every length. */
function* constantsAt(
  outputs: readonly string[],
  at: readonly number[],
  known: readonly (readonly string[])[],
): Generator<Part> {
  const rests = outputs.map((output, row) => output.slice(at[row]));
  const [first = ''] = rests;
  for (let length = 1; length <= first.length; length++) {
    const text = first.slice(0, length);
    if (!rests.every((rest) => rest.startsWith(text))) return;
    if (!rests.every((rest) => isBoundary(rest, length))) continue;
    const words = text.match(/[\p{L}\d]+/gu) ?? [];
    const isTaken = words.some((word) => known.some((texts) => texts.every((one) => one.includes(word))));
    const isStart =
      outputs.length > 1 && words.some((word) => known.some((texts) => texts.every((one) => startsWith(one, word))));
    const isAll = rests.every((rest) => rest.length === length) && at.every((index) => index === 0);
    yield {
      expression: { op: 'literal', value: text },
      cost:
        constantCost(text) +
        (isTaken ? constantInInputCost(outputs.length) : 0) +
        (isStart ? constantAtStartCost : 0) +
        (isAll ? constantOnlyCost : 0),
      to: at.map((index) => index + length),
    };
  }
}

/** In any case. */
function startsWith(text: string, word: string): boolean {
  return text.slice(0, word.length).toLowerCase() === word.toLowerCase();
}

function together(last: Path): TextExpression {
  const parts: TextExpression[] = [];
  for (let path: Path | undefined = last; path?.part !== undefined; path = path.before) parts.unshift(path.part);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { op: 'concat', parts };
}
