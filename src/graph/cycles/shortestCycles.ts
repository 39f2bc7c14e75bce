import { type Adjacency, reversed } from '../model/view.ts';

/** Edges looked at before edges are left without their cycle: about a quarter of a second. */
const MOST_WORK = 30_000_000;

/**
 * Shortest cycles through edges of a graph: each wanted edge that lies on a cycle is on one of the result that is
 * as short as any cycle through it. An edge that a cycle already shows does not get another one.
 *
 * @param wanted which edges need a cycle
 * @param most how many cycles to return; the shortest are kept
 * @returns lists of nodes in the order of the edges, each from its smallest node on, no two the same; shortest first
 */
export function shortestCycles(
  graph: Adjacency,
  wanted: (from: number, to: number) => boolean,
  most: number,
): readonly (readonly number[])[] {
  const edges = cycleLengths(graph, wanted);
  edges.sort((a, b) => a.length - b.length || a.from - b.from || a.to - b.to);
  const search = new Search(graph);
  const key = (from: number, to: number) => from * graph.length + to;
  const lengthOf = new Map(edges.map(({ from, to, length }) => [key(from, to), length]));
  const shown = new Set<number>();
  const cycles: number[][] = [];
  for (const { from, to, length } of edges) {
    if (cycles.length >= most) break;
    if (shown.has(key(from, to))) continue;
    const cycle = search.way(to, from);
    cycle.forEach((node, at) => {
      const edge = key(node, cycle[(at + 1) % cycle.length] as number);
      if (lengthOf.get(edge) === length) shown.add(edge);
    });
    cycles.push(fromSmallest(cycle));
  }
  return cycles;
}

/** The number of edges of a shortest cycle through each wanted edge that is on one. */
function cycleLengths(graph: Adjacency, wanted: (from: number, to: number) => boolean) {
  const edges: { from: number; to: number; length: number }[] = [];
  const search = new Search(graph);
  reversed(graph).forEach((sources, to) => {
    const wantedSources = sources.filter((from) => wanted(from, to));
    if (wantedSources.length === 0 || search.work > MOST_WORK) return;
    search.distances(to, wantedSources);
    for (const from of wantedSources) {
      const distance = search.distanceOf(from);
      if (distance !== undefined) edges.push({ from, to, length: distance + 1 });
    }
  });
  return edges;
}

function fromSmallest(cycle: readonly number[]): number[] {
  const start = cycle.indexOf(Math.min(...cycle));
  return [...cycle.slice(start), ...cycle.slice(0, start)];
}

/** Breadth-first searches over one graph that share their memory. */
class Search {
  work = 0;
  readonly #graph: Adjacency;
  readonly #seen: Int32Array;
  readonly #distance: Int32Array;
  readonly #arrivedFrom: Int32Array;
  readonly #queue: Int32Array;
  readonly #goal: Int32Array;
  #search = 0;

  constructor(graph: Adjacency) {
    this.#graph = graph;
    this.#seen = new Int32Array(graph.length);
    this.#distance = new Int32Array(graph.length);
    this.#arrivedFrom = new Int32Array(graph.length);
    this.#queue = new Int32Array(graph.length);
    this.#goal = new Int32Array(graph.length);
  }

  /** Measures the distances from a node until all goals are reached. */
  distances(start: number, goals: readonly number[]): void {
    const search = ++this.#search;
    let missing = 0;
    for (const goal of goals) {
      if (goal === start) continue;
      this.#goal[goal] = search;
      missing++;
    }
    this.#seen[start] = search;
    this.#distance[start] = 0;
    this.#queue[0] = start;
    let tail = 1;
    for (let head = 0; head < tail && missing > 0; head++) {
      const node = this.#queue[head] as number;
      const row = this.#graph[node] as readonly number[];
      this.work += row.length;
      for (const target of row) {
        if (this.#seen[target] === search) continue;
        this.#seen[target] = search;
        this.#distance[target] = (this.#distance[node] as number) + 1;
        this.#arrivedFrom[target] = node;
        this.#queue[tail++] = target;
        if (this.#goal[target] === search) missing--;
      }
    }
  }

  /** How far a node is from the start of the last search; undefined for one that it did not meet. */
  distanceOf(node: number): number | undefined {
    return this.#seen[node] === this.#search ? this.#distance[node] : undefined;
  }

  /** The nodes of a shortest way, both ends included. There has to be one. */
  way(start: number, goal: number): number[] {
    this.distances(start, [goal]);
    const nodes = [goal];
    for (let node = goal; node !== start; ) {
      node = this.#arrivedFrom[node] as number;
      nodes.push(node);
    }
    return nodes.reverse();
  }
}
