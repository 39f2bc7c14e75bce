import type { DrawableGraph } from '#protocol';
import { kindBit } from './kinds.ts';

/** Edge numbers by node, packed: those of node `n` are `edges[start[n]]` … `edges[start[n + 1] - 1]`. */
export interface EdgeRows {
  readonly start: Int32Array;
  readonly edges: Int32Array;
}

/**
 * The graph as the panel works with it: files and file-to-file edges by number. All dependencies between two files
 * are one edge whose mask tells their kinds; a file's import of itself is no edge here.
 */
export interface GraphModel {
  readonly revision: number;
  readonly paths: readonly string[];
  readonly idOf: ReadonlyMap<string, number>;
  readonly lines: readonly number[];
  readonly test: readonly number[];
  /** Per file: index into `cycles`, or -1. */
  readonly cycle: readonly number[];
  readonly cycles: readonly { readonly id: string; readonly files: readonly number[] }[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Kinds of each edge, bits as in `kinds.ts`. */
  readonly kinds: Uint8Array;
  readonly outgoing: EdgeRows;
  readonly incoming: EdgeRows;
}

/** Unpacks what the host sends. */
export function graphModel(graph: DrawableGraph): GraphModel {
  const size = graph.paths.length;
  const bits = graph.kinds.map(kindBit);
  const masks = new Map<number, number>();
  for (let at = 0; at + 2 < graph.edges.length; at += 3) {
    const from = graph.edges[at] as number;
    const to = graph.edges[at + 1] as number;
    if (from === to) continue;
    const pair = from * size + to;
    masks.set(pair, (masks.get(pair) ?? 0) | (bits[graph.edges[at + 2] as number] ?? 0));
  }
  const from = new Int32Array(masks.size);
  const to = new Int32Array(masks.size);
  const kinds = new Uint8Array(masks.size);
  let edge = 0;
  for (const [pair, mask] of masks) {
    from[edge] = Math.floor(pair / size);
    to[edge] = pair % size;
    kinds[edge] = mask;
    edge++;
  }
  const cycles = graph.groups.map((id) => ({ id, files: [] as number[] }));
  graph.group.forEach((cycle, file) => {
    cycles[cycle]?.files.push(file);
  });
  return {
    revision: graph.revision,
    paths: graph.paths,
    idOf: new Map(graph.paths.map((path, id) => [path, id])),
    lines: graph.lines,
    test: graph.test,
    cycle: graph.group,
    cycles,
    from,
    to,
    kinds,
    outgoing: rowsBy(from, size),
    incoming: rowsBy(to, size),
  };
}

/** How many files a file depends on (`outgoing`), or how many depend on it (`incoming`). */
export function degree(rows: EdgeRows, node: number): number {
  return (rows.start[node + 1] ?? 0) - (rows.start[node] ?? 0);
}

/** The edges of one node. */
export function edgesOf(rows: EdgeRows, node: number): Int32Array {
  return rows.edges.subarray(rows.start[node], rows.start[node + 1]);
}

function rowsBy(ends: Int32Array, size: number): EdgeRows {
  const start = new Int32Array(size + 1);
  for (const node of ends) start[node + 1] = (start[node + 1] ?? 0) + 1;
  for (let node = 0; node < size; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const edges = new Int32Array(ends.length);
  ends.forEach((node, edge) => {
    const place = next[node] as number;
    edges[place] = edge;
    next[node] = place + 1;
  });
  return { start, edges };
}
