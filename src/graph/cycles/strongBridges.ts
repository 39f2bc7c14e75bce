import type { Adjacency } from '../model/view.ts';
import { reversed } from '../model/view.ts';

/** The place of an edge among all that a graph of `size` nodes could have. */
export function edgeNumber(from: number, to: number, size: number): number {
  return from * size + to;
}

/**
 * The edges without which a strongly connected graph is strongly connected no more, as edge numbers.
 *
 * An edge is one of them just where it is a bridge on the ways from any one node, or on the ways back to it.
 * G. Italiano, L. Laura, F. Santaroni, "Finding strong bridges and strong articulation points in linear time",
 * Theor. Comput. Sci. 447, 2012.
 */
export function strongBridges(graph: Adjacency): Set<number> {
  const size = graph.length;
  const found = new Set<number>();
  if (size < 2) return found;
  const back = reversed(graph);
  for (const [from, to] of bridgesFromRoot(graph, back)) found.add(edgeNumber(from, to, size));
  for (const [to, from] of bridgesFromRoot(back, graph)) found.add(edgeNumber(from, to, size));
  return found;
}

/** The edges that every way from node 0 to their targets takes: they come from the immediate dominator, and no other way does. */
function bridgesFromRoot(graph: Adjacency, back: Adjacency): [from: number, to: number][] {
  const order = reversePostOrder(graph);
  const dominator = immediateDominators(order, back);
  const dominates = dominance(order, dominator);
  return order.slice(1).flatMap((node) => {
    const from = dominator[node] as number;
    const sources = back[node] as readonly number[];
    const only = sources.includes(from) && sources.every((source) => source === from || dominates(node, source));
    return only ? [[from, node]] : [];
  });
}

function reversePostOrder(graph: Adjacency): number[] {
  const seen = new Uint8Array(graph.length);
  const next = new Int32Array(graph.length);
  const order: number[] = [];
  const path = [0];
  seen[0] = 1;
  for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
    const target = graph[node]?.[next[node] as number];
    (next[node] as number)++;
    if (target === undefined) {
      order.push(node);
      path.pop();
    } else if (seen[target] === 0) {
      seen[target] = 1;
      path.push(target);
    }
  }
  return order.reverse();
}

/**
 * For each node the last one before it on every way from the root; the root's own is the root.
 *
 * K. Cooper, T. Harvey, K. Kennedy, "A simple, fast dominance algorithm", Rice University TR-06-33870, 2006.
 */
function immediateDominators(order: readonly number[], back: Adjacency): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((node, at) => {
    place[node] = at;
  });
  const dominator = new Int32Array(order.length).fill(-1);
  const placeOf = (node: number) => place[node] as number;
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (placeOf(a) > placeOf(b)) a = dominator[a] as number;
      else b = dominator[b] as number;
    }
    return a;
  };
  dominator[order[0] as number] = order[0] as number;
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of order.slice(1)) {
      let best = -1;
      for (const source of back[node] as readonly number[]) {
        if (dominator[source] === -1) continue;
        best = best === -1 ? source : meet(source, best);
      }
      if (dominator[node] === best) continue;
      dominator[node] = best;
      changed = true;
    }
  }
  return dominator;
}

/** Answers whether one node is on every way to another: each node's part of the dominator tree is a range of numbers. */
function dominance(order: readonly number[], dominator: Int32Array): (one: number, other: number) => boolean {
  const size = new Int32Array(order.length).fill(1);
  for (const node of order.slice(1).reverse()) {
    const above = dominator[node] as number;
    size[above] = (size[above] as number) + (size[node] as number);
  }
  const first = new Int32Array(order.length);
  const free = new Int32Array(order.length).fill(1);
  for (const node of order.slice(1)) {
    const above = dominator[node] as number;
    first[node] = (first[above] as number) + (free[above] as number);
    free[above] = (free[above] as number) + (size[node] as number);
  }
  return (one, other) => {
    const offset = (first[other] as number) - (first[one] as number);
    return offset >= 0 && offset < (size[one] as number);
  };
}
