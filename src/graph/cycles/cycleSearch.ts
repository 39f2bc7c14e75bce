import { stronglyConnected } from './components.ts';
import type { Arc, Digraph } from './digraph.ts';

/** Finds shortest cycles in a graph that loses arcs as their weights are lowered to zero. */
export class CycleSearch {
  /** Arcs and nodes looked at so far: the measure of work. */
  work = 0;
  readonly #graph: Digraph;
  readonly #residual: Float64Array;
  /** For each node the arcs that leave it and still have weight, and where they lead. */
  readonly #arcs: number[][];
  readonly #targets: number[][];
  #component: Int32Array;
  readonly #seen: Int32Array;
  readonly #arrivedBy: Int32Array;
  readonly #queue: Int32Array;
  #search = 0;

  constructor(graph: Digraph) {
    this.#graph = graph;
    this.#residual = new Float64Array(graph.arcs.length);
    this.#arcs = Array.from({ length: graph.nodes }, () => []);
    this.#targets = Array.from({ length: graph.nodes }, () => []);
    graph.arcs.forEach(({ from, to, weight }, index) => {
      this.#residual[index] = weight;
      this.#arcs[from]?.push(index);
      this.#targets[from]?.push(to);
    });
    this.#component = new Int32Array(graph.nodes);
    this.#seen = new Int32Array(graph.nodes);
    this.#arrivedBy = new Int32Array(graph.nodes);
    this.#queue = new Int32Array(graph.nodes);
  }

  /** Looks again which arcs may be on a cycle. */
  refresh(): void {
    this.work += 2 * (this.#graph.nodes + this.#graph.arcs.length);
    this.#component = stronglyConnected(this.#targets).of;
  }

  /** False for an arc without weight, and for one that was on no cycle at the last refresh. */
  mayBeCyclic(index: number): boolean {
    const { from, to } = this.#graph.arcs[index] as Arc;
    return this.#residual[index] !== 0 && this.#component[from] === this.#component[to];
  }

  isGone(index: number): boolean {
    return this.#residual[index] === 0;
  }

  /** Takes the smallest weight of a cycle off each of its arcs and returns it; arcs that fall to zero are gone. */
  lower(cycle: readonly number[]): number {
    const least = cycle.reduce((smallest, arc) => Math.min(smallest, this.#residual[arc] as number), Infinity);
    if (least === Infinity) return least;
    for (const index of cycle) {
      (this.#residual[index] as number) -= least;
      if (this.#residual[index] !== 0) continue;
      const { from } = this.#graph.arcs[index] as Arc;
      const arcs = this.#arcs[from] as number[];
      const place = arcs.indexOf(index);
      arcs.splice(place, 1);
      this.#targets[from]?.splice(place, 1);
    }
    return least;
  }

  /** The arcs of a shortest cycle through an arc, at most `limit` long, or undefined. */
  through(index: number, limit: number): number[] | undefined {
    const { from: goal, to: start } = this.#graph.arcs[index] as Arc;
    const component = this.#component;
    const home = component[goal];
    const search = ++this.#search;
    this.#seen[start] = search;
    this.#queue[0] = start;
    let head = 0;
    let tail = 1;
    for (let length = 2; length <= limit && head < tail; length++) {
      for (const end = tail; head < end; head++) {
        const node = this.#queue[head] as number;
        const targets = this.#targets[node] as number[];
        for (let place = 0; place < targets.length; place++) {
          this.work++;
          const target = targets[place] as number;
          if (this.#seen[target] === search || component[target] !== home) continue;
          this.#seen[target] = search;
          this.#arrivedBy[target] = this.#arcs[node]?.[place] as number;
          if (target === goal) return [index, ...this.#wayBack(goal, start)];
          this.#queue[tail++] = target;
        }
      }
    }
    return undefined;
  }

  #wayBack(goal: number, start: number): number[] {
    const arcs: number[] = [];
    for (let node = goal; node !== start; ) {
      const arc = this.#arrivedBy[node] as number;
      arcs.push(arc);
      node = (this.#graph.arcs[arc] as Arc).from;
    }
    return arcs.reverse();
  }
}
