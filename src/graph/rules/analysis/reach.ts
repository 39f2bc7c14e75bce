import type { Adjacency } from '../../model/view.ts';
import { type EdgeGraph, edgesOf } from './moduleGraph.ts';

/** Which nodes a way leads to from one of the sources other than the node itself. */
export function reachedFromOthers(graph: EdgeGraph, sources: readonly number[]): (node: number) => boolean {
  // Two different sources for each node are enough to know one that is not the node itself.
  const first = new Int32Array(graph.names.length).fill(-1);
  const second = new Int32Array(graph.names.length).fill(-1);
  const queue: number[] = [];
  const note = (node: number, source: number): void => {
    if (first[node] === source || second[node] !== -1) return;
    if (first[node] === -1) first[node] = source;
    else second[node] = source;
    queue.push(node, source);
  };
  for (const source of sources) note(source, source);
  for (let at = 0; at < queue.length; at += 2) {
    const [from, to] = edgesOf(graph, queue[at] as number);
    for (let edge = from; edge < to; edge++) note(graph.target[edge] as number, queue[at + 1] as number);
  }
  return (node) => second[node] !== -1 || (first[node] !== -1 && first[node] !== node);
}

/** Marks the nodes from which a way leads to one of the targets, the targets included. */
export function reaching(dependents: Adjacency, targets: readonly number[]): Uint8Array {
  const marked = new Uint8Array(dependents.length);
  for (const target of targets) marked[target] = 1;
  const queue = [...targets];
  for (const node of queue) {
    for (const dependent of dependents[node] as number[]) {
      if (marked[dependent]) continue;
      marked[dependent] = 1;
      queue.push(dependent);
    }
  }
  return marked;
}

/**
 * Finds shortest ways. (dependency-cruiser gives the first way that it finds depth first, which can lead through
 * hundreds of modules where two would do.)
 * @param within only these nodes are entered
 * @returns a function that walks the graph from one node and gives a function that gives the edges of the way to
 *   another, empty where there is none; the latter is good until the next walk
 */
export function wayFinder(graph: EdgeGraph, within: Uint8Array): (start: number) => (node: number) => number[] {
  const by = new Int32Array(graph.names.length); // the edge by which a node was first reached
  const before = new Int32Array(graph.names.length); // the node that this edge leaves
  return (start) => {
    by.fill(-1);
    const queue = [start];
    for (const node of queue) {
      const [first, end] = edgesOf(graph, node);
      for (let edge = first; edge < end; edge++) {
        const target = graph.target[edge] as number;
        if (target === start || by[target] !== -1 || !within[target]) continue;
        by[target] = edge;
        before[target] = node;
        queue.push(target);
      }
    }
    return (node) => {
      const way: number[] = [];
      for (let at = node; by[at] !== -1; at = before[at] as number) way.push(by[at] as number);
      return way.reverse();
    };
  };
}
