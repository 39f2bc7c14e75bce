import type { Adjacency } from '../model/view.ts';

/** Every node that a node leads to, itself left out unless it is on a cycle; nearest first. */
export function reachableFrom(graph: Adjacency, start: number): readonly number[] {
  const seen = new Set<number>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph[node] as readonly number[]) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (next !== start) queue.push(next);
    }
  }
  return [...seen];
}
