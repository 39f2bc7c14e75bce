import type { Arc, Digraph } from './digraph.ts';
import { topologicalOrder } from './linearOrder.ts';

/** Reordering a node costs about as much as looking at so many arcs. */
const WORK_PER_NODE = 20;

/**
 * An acyclic graph that arcs are added to one by one, and a topological order of it that is kept up to date by
 * reordering only the nodes between the two ends of a new arc.
 *
 * D. Pearce, P. Kelly, "A dynamic topological sort algorithm for directed acyclic graphs", ACM JEA 11, 2007.
 */
class GrowingOrder {
  /** Nodes looked at so far. */
  work = 0;
  readonly #place: Int32Array;
  readonly #outgoing: number[][];
  readonly #incoming: number[][];

  constructor(graph: Digraph, without: readonly number[]) {
    this.#place = new Int32Array(graph.nodes);
    topologicalOrder(graph, without).forEach((node, at) => {
      this.#place[node] = at;
    });
    this.#outgoing = Array.from({ length: graph.nodes }, () => []);
    this.#incoming = Array.from({ length: graph.nodes }, () => []);
    const gone = new Set(without);
    graph.arcs.forEach((arc, index) => {
      if (!gone.has(index)) this.#connect(arc);
    });
  }

  /** Adds an arc unless it would close a cycle; tells whether it did. */
  add(arc: Arc): boolean {
    const from = this.#place[arc.from] as number;
    const to = this.#place[arc.to] as number;
    if (from > to) {
      const behind = this.#reach(arc.to, this.#outgoing, (place) => place <= from);
      if (behind.includes(arc.from)) return false;
      const before = this.#reach(arc.from, this.#incoming, (place) => place >= to);
      this.#reorder(before, behind);
    }
    if (arc.from === arc.to) return false;
    this.#connect(arc);
    return true;
  }

  #connect({ from, to }: Arc): void {
    this.#outgoing[from]?.push(to);
    this.#incoming[to]?.push(from);
  }

  #reach(start: number, rows: readonly number[][], within: (place: number) => boolean): number[] {
    const reached = new Set([start]);
    for (const node of reached) {
      for (const next of rows[node] as number[]) if (within(this.#place[next] as number)) reached.add(next);
    }
    this.work += reached.size;
    return [...reached];
  }

  /** Hands the places of both lists out again: first to the one, then to the other, each in its present order. */
  #reorder(before: number[], behind: number[]): void {
    const byPlace = (a: number, b: number) => (this.#place[a] as number) - (this.#place[b] as number);
    const nodes = [...before.sort(byPlace), ...behind.sort(byPlace)];
    const places = nodes.map((node) => this.#place[node] as number).sort((a, b) => a - b);
    nodes.forEach((node, at) => {
      this.#place[node] = places[at] as number;
    });
  }
}

/** Takes a cut that leaves no cycle and puts back what it does not need, dearest first; returns the rest and the work. */
export function withoutNeedless(
  graph: Digraph,
  cut: readonly number[],
): { readonly cut: readonly number[]; readonly work: number } {
  const order = new GrowingOrder(graph, cut);
  const arc = (index: number) => graph.arcs[index] as Arc;
  const dearestFirst = [...cut].sort((a, b) => arc(b).weight - arc(a).weight);
  return { cut: dearestFirst.filter((index) => !order.add(arc(index))), work: WORK_PER_NODE * order.work };
}
