import type { Adjacency } from '../model/view.ts';

/**
 * The nodes of a shortest path with at least one edge, both ends included, by breadth-first search; empty when there
 * is none. From a node to itself it is a shortest cycle.
 */
export function shortestPath(graph: Adjacency, from: number, to: number): number[] {
  const arrivedFrom = new Int32Array(graph.length).fill(-1);
  const queue = [from];
  for (const node of queue) {
    for (const target of graph[node] as readonly number[]) {
      if (arrivedFrom[target] !== -1) continue;
      arrivedFrom[target] = node;
      if (target === to) return wayBack(arrivedFrom, from, to);
      queue.push(target);
    }
  }
  return [];
}

function wayBack(arrivedFrom: Int32Array, from: number, to: number): number[] {
  const nodes = [to];
  let node = to;
  do {
    node = arrivedFrom[node] as number;
    nodes.push(node);
  } while (node !== from);
  return nodes.reverse();
}
