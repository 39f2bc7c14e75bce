import { stronglyConnected } from '../../cycles/components.ts';
import type { EdgeGraph } from './moduleGraph.ts';
import { edgesOf } from './moduleGraph.ts';
import { roundTrips } from './roundTrips.ts';

/** Edges in a component above which one cycle for each edge is found by a cheaper way. */
const walkLimit = 5_000;

/**
 * Finds for an edge a cycle that it is on. Which one is found decides about `via` conditions and about the identity of
 * a violation, so the walk is dependency-cruiser's: depth first, in the order of the dependencies, each node entered
 * once. Like there, a walk that meets the edge's own target again can miss the way back; the edge then does not count
 * as circular, though other edges of the cycle do.
 *
 * The walk takes time in the square of a component's edges, so for very large components one shortest way back over a
 * hub is taken instead, which finds a cycle for every edge.
 */
export class CycleFinder {
  readonly #graph: EdgeGraph;
  readonly #component: Int32Array;
  readonly #edgesWithin: Int32Array;
  readonly #found = new Map<number, readonly number[] | undefined>();
  /** Nodes that were entered, and nodes on the way back, by the number of the walk. */
  readonly #visited: Int32Array;
  readonly #passed: Int32Array;
  #walks = 0;
  #roundTrips: ReturnType<typeof roundTrips> | undefined;

  constructor(graph: EdgeGraph) {
    this.#graph = graph;
    const rows = graph.names.map((_, node) => Array.from(graph.target.subarray(...edgesOf(graph, node))));
    const { count, of } = stronglyConnected(rows);
    this.#component = of;
    this.#visited = new Int32Array(graph.names.length);
    this.#passed = new Int32Array(graph.names.length);
    this.#edgesWithin = new Int32Array(count);
    rows.forEach((row, node) => {
      for (const target of row) if (of[node] === of[target]) (this.#edgesWithin[of[node] as number] as number)++;
    });
  }

  /**
   * @param from the node that edge `edge` leaves
   * @returns the edges of the cycle in order, the one that leads back to `from` last; undefined where none was found
   */
  cycle(from: number, edge: number): readonly number[] | undefined {
    const target = this.#graph.target[edge] as number;
    if (this.#component[from] !== this.#component[target]) return undefined;
    const first = this.#firstEdge(from, target);
    if (!this.#found.has(first)) this.#found.set(first, this.#search(from, first));
    return this.#found.get(first);
  }

  /** Parallel edges have the same cycle. */
  #firstEdge(from: number, target: number): number {
    let [edge] = edgesOf(this.#graph, from);
    while (this.#graph.target[edge] !== target) edge++;
    return edge;
  }

  #search(from: number, edge: number): readonly number[] | undefined {
    const size = this.#edgesWithin[this.#component[from] as number] as number;
    if (size > walkLimit) {
      this.#roundTrips ??= roundTrips(this.#graph, this.#component);
      return this.#roundTrips(from, edge);
    }
    this.#walks++;
    return this.#walk(from, edge)?.reverse();
  }

  /** The rest of the cycle from an edge on, last edge first. */
  #walk(start: number, edge: number): number[] | undefined {
    const { target } = this.#graph;
    const here = target[edge] as number;
    const open: number[] = [];
    const [from, to] = edgesOf(this.#graph, here);
    for (let next = from; next < to; next++) {
      const node = target[next] as number;
      if (node === start) return this.#append(here === start ? [] : [next], here === start ? next : edge);
      if (this.#component[node] === this.#component[start] && this.#visited[node] !== this.#walks) open.push(next);
    }
    for (const next of open) {
      this.#visited[target[next] as number] = this.#walks;
      const rest = this.#walk(start, next);
      if (!rest) continue;
      if (this.#passed[here] !== this.#walks) return this.#append(rest, edge);
      for (const dropped of rest) this.#passed[target[dropped] as number] = 0;
    }
    return undefined;
  }

  #append(rest: number[], edge: number): number[] {
    this.#passed[this.#graph.target[edge] as number] = this.#walks;
    rest.push(edge);
    return rest;
  }
}
