import { stronglyConnected } from '../cycles/components.ts';
import { cyclicNodes } from '../cycles/filesInCycles.ts';
import type { Adjacency } from '../model/view.ts';

/** One edge of a graph, by its nodes. */
export type Edge = readonly [from: number, to: number];

/** Files among which cycles run, ready for asking "what if". */
export interface Tangle {
  /** Ascending. */
  readonly members: readonly number[];
  /**
   * Counts the files that leave cycles when edges go and others come. Edges that come may lead from and to new nodes,
   * numbered on from the last of the graph; they must not close cycles through files outside.
   */
  freed(removed: readonly Edge[], added?: readonly Edge[]): number;
}

/** @param members one or more whole strongly connected components */
export function tangleAmong(graph: Adjacency, members: readonly number[]): Tangle {
  const place = new Map(members.map((node, at) => [node, at]));
  const rows = members.map((node) => (graph[node] ?? []).flatMap((target) => place.get(target) ?? []));
  const before = cyclicNodes(rows, stronglyConnected(rows));
  return {
    members,
    freed(removed, added = []) {
      const gone = new Set(removed.flatMap(([from, to]) => edgeKey(place.get(from), place.get(to)) ?? []));
      const left = rows.map((row, from) => row.filter((to) => !gone.has(edgeKey(from, to) ?? '')));
      // Where every edge that goes has a way round, nothing changes: the common case in a large tangle.
      if (added.length === 0 && removed.every(([from, to]) => reaches(left, place.get(from), place.get(to)))) return 0;
      const places = new Map(place);
      for (const node of added.flat()) {
        if (node < graph.length || places.has(node)) continue;
        places.set(node, left.length);
        left.push([]);
      }
      for (const [from, to] of added) {
        const target = places.get(to);
        if (target !== undefined) left[places.get(from) ?? -1]?.push(target);
      }
      return before - cyclicNodes(left, stronglyConnected(left));
    },
  };
}

function edgeKey(from: number | undefined, to: number | undefined): string | undefined {
  return from === undefined || to === undefined ? undefined : `${from}>${to}`;
}

/** Whether a node reaches another one; itself only by an edge. */
function reaches(graph: Adjacency, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined || to === undefined) return true;
  const seen = new Set<number>();
  const stack = [from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const next of graph[node] ?? []) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      stack.push(next);
    }
  }
  return false;
}
