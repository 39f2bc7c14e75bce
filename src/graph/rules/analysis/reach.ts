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
 * The ways from one node, found depth first in the order of the edges as dependency-cruiser does it.
 * @param within only these nodes are entered
 * @returns a function that gives the edges of the way to a node; empty where there is none
 */
export function waysFrom(graph: EdgeGraph, start: number, within: Uint8Array): (node: number) => number[] {
  const by = new Map<number, { readonly edge: number; readonly from: number }>();
  const path = [start];
  const next = [graph.first[start] as number];
  while (path.length > 0) {
    const node = path[path.length - 1] as number;
    const edge = next[next.length - 1] as number;
    if (edge === graph.first[node + 1]) {
      path.pop();
      next.pop();
      continue;
    }
    next[next.length - 1] = edge + 1;
    const target = graph.target[edge] as number;
    if (target === start || !within[target] || by.has(target)) continue;
    by.set(target, { edge, from: node });
    path.push(target);
    next.push(graph.first[target] as number);
  }
  return (node) => {
    const way: number[] = [];
    for (let step = by.get(node); step; step = by.get(step.from)) way.push(step.edge);
    return way.reverse();
  };
}
