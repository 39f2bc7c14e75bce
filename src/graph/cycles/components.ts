import { perView } from '../model/perView.ts';
import type { Adjacency } from '../model/view.ts';

/** The strongly connected components of a graph. */
export interface Components {
  readonly count: number;
  /**
   * The component of each node. Numbers are in reverse topological order:
   * every edge between two components leads from a higher number to a lower one.
   */
  readonly of: Int32Array;
}

/**
 * Strongly connected components in O(nodes + edges), without recursion.
 *
 * R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972; made iterative as in
 * D. Pearce, "A space-efficient algorithm for finding strongly connected components", IPL 116(1), 2016.
 */
export function stronglyConnected(graph: Adjacency): Components {
  const size = graph.length;
  const of = new Int32Array(size).fill(-1);
  const order = new Int32Array(size); // when a node was first seen, from 1; 0 for not yet
  const low = new Int32Array(size);
  const next = new Int32Array(size); // the edge of a node to look at next
  const path = new Int32Array(size); // from the root of the search to where it stands
  const open = new Int32Array(size); // seen, but not yet in a component
  let seen = 0;
  let opened = 0;
  let count = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    order[root] = low[root] = ++seen;
    open[opened++] = root;
    while (depth >= 0) {
      const node = path[depth] as number;
      const row = graph[node] as readonly number[];
      const place = next[node] as number;
      if (place < row.length) {
        next[node] = place + 1;
        const target = row[place] as number;
        if (order[target] === 0) {
          order[target] = low[target] = ++seen;
          open[opened++] = target;
          path[++depth] = target;
        } else if (of[target] === -1 && (order[target] as number) < (low[node] as number)) {
          low[node] = order[target] as number;
        }
        continue;
      }
      if (low[node] === order[node]) {
        let member: number;
        do {
          member = open[--opened] as number;
          of[member] = count;
        } while (member !== node);
        count++;
      }
      depth--;
      if (depth >= 0) {
        const parent = path[depth] as number;
        if ((low[node] as number) < (low[parent] as number)) low[parent] = low[node] as number;
      }
    }
  }
  return { count, of };
}

/** The nodes of each component, ascending. */
export function membersOf(components: Components): number[][] {
  const members: number[][] = Array.from({ length: components.count }, () => []);
  components.of.forEach((component, node) => {
    members[component]?.push(node);
  });
  return members;
}

/** The acyclic graph of the components: an edge where any of their nodes have one. Rows are sorted and distinct. */
export function condensation(graph: Adjacency, components: Components): Adjacency {
  const rows: number[][] = Array.from({ length: components.count }, () => []);
  const last = new Int32Array(components.count).fill(-1);
  membersOf(components).forEach((members, component) => {
    const row = rows[component] as number[];
    last[component] = component;
    for (const node of members) {
      for (const target of graph[node] as readonly number[]) {
        const other = components.of[target] as number;
        if (last[other] === component) continue;
        last[other] = component;
        row.push(other);
      }
    }
    row.sort((a, b) => a - b);
  });
  return rows;
}

/** Components over every edge of a view. */
export const componentsOf = perView((view) => stronglyConnected(view.all));

/** Components over the edges that exist at run time. */
export const runtimeComponentsOf = perView((view) => stronglyConnected(view.runtime));
