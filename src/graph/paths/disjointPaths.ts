import type { Adjacency } from '../model/view.ts';

/**
 * How many paths from one node to another share no edge, which by Menger's theorem is also how many edges have to go
 * before there is no path. From a node to itself: cycles through it.
 *
 * Maximum flow with every capacity 1, by Dinic's algorithm: O(edges × √edges) (S. Even, R. Tarjan, "Network flow and
 * testing graph connectivity", SIAM J. Comput. 4(4), 1975).
 */
export function disjointPaths(graph: Adjacency, from: number, to: number): number {
  const network = new UnitNetwork(graph, from, to);
  let paths = 0;
  while (network.layer()) while (network.augment()) paths++;
  return paths;
}

/** The arcs of a graph as pairs: arc 2i is an edge, arc 2i+1 its way back. The sink is a node of its own. */
class UnitNetwork {
  readonly #source: number;
  readonly #sink: number;
  readonly #rows: number[][];
  readonly #heads: number[] = [];
  readonly #open: boolean[] = [];
  readonly #level: Int32Array;
  readonly #next: Int32Array;

  constructor(graph: Adjacency, from: number, to: number) {
    this.#source = from;
    this.#sink = graph.length;
    this.#rows = Array.from({ length: graph.length + 1 }, () => []);
    this.#level = new Int32Array(graph.length + 1);
    this.#next = new Int32Array(graph.length + 1);
    for (const node of reached(graph, from)) {
      for (const target of graph[node] as readonly number[]) this.#connect(node, target === to ? this.#sink : target);
    }
  }

  /** Measures how far each node is from the source over open arcs; false when the sink is out of reach. */
  layer(): boolean {
    this.#level.fill(-1);
    this.#next.fill(0);
    this.#level[this.#source] = 0;
    const queue = [this.#source];
    for (const node of queue) {
      for (const arc of this.#rows[node] as number[]) {
        const target = this.#heads[arc] as number;
        if (!this.#open[arc] || this.#level[target] !== -1) continue;
        this.#level[target] = (this.#level[node] as number) + 1;
        queue.push(target);
      }
    }
    return this.#level[this.#sink] !== -1;
  }

  /** Finds a path to the sink that goes one layer deeper at each step, and turns its arcs round. */
  augment(): boolean {
    const path: number[] = [];
    let node = this.#source;
    while (node !== this.#sink) {
      const arc = this.#nextArc(node);
      if (arc !== undefined) {
        path.push(arc);
        node = this.#heads[arc] as number;
        continue;
      }
      const back = path.pop();
      if (back === undefined) return false;
      node = this.#heads[back ^ 1] as number;
      (this.#next[node] as number)++;
    }
    for (const arc of path) {
      this.#open[arc] = false;
      this.#open[arc ^ 1] = true;
    }
    return true;
  }

  #nextArc(node: number): number | undefined {
    const row = this.#rows[node] as number[];
    for (let place = this.#next[node] as number; place < row.length; place++) {
      this.#next[node] = place;
      const arc = row[place] as number;
      const deeper = this.#level[this.#heads[arc] as number] === (this.#level[node] as number) + 1;
      if (deeper && this.#open[arc]) return arc;
    }
    this.#next[node] = row.length;
    return undefined;
  }

  #connect(from: number, to: number): void {
    this.#rows[from]?.push(this.#heads.length);
    this.#heads.push(to);
    this.#open.push(true);
    this.#rows[to]?.push(this.#heads.length);
    this.#heads.push(from);
    this.#open.push(false);
  }
}

function reached(graph: Adjacency, from: number): Set<number> {
  const nodes = new Set([from]);
  for (const node of nodes) for (const target of graph[node] as readonly number[]) nodes.add(target);
  return nodes;
}
