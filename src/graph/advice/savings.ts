import { type Components, membersOf, stronglyConnected } from '../cycles/components.ts';
import { cyclicNodes } from '../cycles/filesInCycles.ts';
import { edgeNumber, strongBridges } from '../cycles/strongBridges.ts';
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
  const components = stronglyConnected(rows);
  const before = cyclicNodes(rows, components);
  let known: ReadonlySet<number> | undefined;
  /** Where an edge that goes has a way round, nothing changes: the common case in a large tangle. */
  const hasWayRound = ([from, to]: Edge): boolean => {
    const [start, end] = [place.get(from), place.get(to)];
    if (start === undefined || end === undefined) return true;
    known ??= bridgesIn(rows, components);
    return start !== end && !known.has(edgeNumber(start, end, rows.length));
  };
  return {
    members,
    freed(removed, added = []) {
      const [only] = removed;
      // Edges that come can change nothing, either, where all are on cycles.
      const still = added.length === 0 || (components.count === 1 && added.flat().every((node) => place.has(node)));
      if (only === undefined ? added.length === 0 : removed.length === 1 && still && hasWayRound(only)) return 0;
      const left = changed(rows, place, graph.length, removed, added);
      return before - cyclicNodes(left, stronglyConnected(left));
    },
  };
}

/** The rows after edges went and others came. Rows that stay as they are are shared. */
function changed(
  rows: Adjacency,
  place: ReadonlyMap<number, number>,
  firstNew: number,
  removed: readonly Edge[],
  added: readonly Edge[],
): Adjacency {
  const left = [...rows];
  const edit = (from: number, change: (row: readonly number[]) => readonly number[]) => {
    const row = left[from];
    if (row !== undefined) left[from] = change(row);
  };
  for (const [from, gone] of Map.groupBy(removed, ([from]) => from)) {
    const targets = new Set(gone.map(([, to]) => place.get(to)));
    edit(place.get(from) ?? -1, (row) => row.filter((to) => !targets.has(to)));
  }
  const places = new Map<number, number>();
  for (const node of added.flat()) {
    if (node < firstNew || places.has(node)) continue;
    places.set(node, left.length);
    left.push([]);
  }
  const placeOf = (node: number) => place.get(node) ?? places.get(node);
  for (const [from, to] of added) {
    const target = placeOf(to);
    if (target !== undefined) edit(placeOf(from) ?? -1, (row) => [...row, target]);
  }
  return left;
}

/** The strong bridges of every component. */
function bridgesIn(rows: Adjacency, components: Components): ReadonlySet<number> {
  const bridges = new Set<number>();
  for (const members of membersOf(components)) {
    const place = new Map(members.map((node, at) => [node, at]));
    const inside = members.map((node) => (rows[node] ?? []).flatMap((target) => place.get(target) ?? []));
    for (const bridge of strongBridges(inside)) {
      const from = members[Math.floor(bridge / members.length)] ?? 0;
      const to = members[bridge % members.length] ?? 0;
      bridges.add(edgeNumber(from, to, rows.length));
    }
  }
  return bridges;
}
