import { type EdgeGraph, edgesOf } from './moduleGraph.ts';

/**
 * Finds a way back for any edge within a strongly connected component, in the length of the way: from the edge's
 * target to the component's busiest node and from there to the edge's start, cut short where the two parts meet.
 * @returns a function that gives the edges of the cycle, the one that leads back last
 */
export function roundTrips(graph: EdgeGraph, component: Int32Array): (from: number, edge: number) => number[] {
  const hubs = busiest(graph, component);
  const toHub = new Int32Array(graph.names.length).fill(-1); // by node: the edge towards the hub
  const fromHub = new Int32Array(graph.names.length).fill(-1); // by node: the edge by which it is reached
  const source = sources(graph);
  spread(hubs, component, fromHub, outgoing(graph), (edge) => graph.target[edge] as number);
  spread(hubs, component, toHub, incoming(graph), (edge) => source[edge] as number);

  return (from, edge) => {
    const target = graph.target[edge] as number;
    const way: number[] = [edge];
    for (let node = target; toHub[node] !== -1; ) {
      const step = toHub[node] as number;
      way.push(step);
      node = graph.target[step] as number;
    }
    const back: number[] = [];
    for (let node = from; fromHub[node] !== -1; ) {
      const step = fromHub[node] as number;
      back.push(step);
      node = source[step] as number;
    }
    return withoutLoops(graph, [...way, ...back.reverse()], from);
  };
}

/** Walks the edges and drops each loop that comes back to a node that was already passed. */
function withoutLoops(graph: EdgeGraph, way: readonly number[], start: number): number[] {
  const kept: number[] = [];
  const lengthAt = new Map<number, number>();
  for (const edge of way) {
    const node = graph.target[edge] as number;
    const length = lengthAt.get(node);
    if (length === undefined) {
      lengthAt.set(node, kept.push(edge));
    } else {
      for (const dropped of kept.splice(length)) lengthAt.delete(graph.target[dropped] as number);
    }
    if (node === start) break;
  }
  return kept;
}

/** The node with most edges within each component. */
function busiest(graph: EdgeGraph, component: Int32Array): number[] {
  const degree = new Int32Array(graph.names.length);
  const source = sources(graph);
  graph.target.forEach((target, edge) => {
    const from = source[edge] as number;
    if (component[from] !== component[target]) return;
    (degree[from] as number)++;
    (degree[target] as number)++;
  });
  const hub: number[] = [];
  degree.forEach((edges, node) => {
    const known = hub[component[node] as number];
    if (known === undefined || edges > (degree[known] as number)) hub[component[node] as number] = node;
  });
  return hub;
}

/** Breadth first from all hubs at once, each within its component; notes the edge by which a node was found. */
function spread(
  hubs: readonly number[],
  component: Int32Array,
  by: Int32Array,
  edges: (node: number) => Iterable<number>,
  other: (edge: number) => number,
): void {
  const hub = new Set(hubs);
  const queue = [...hubs];
  for (const node of queue) {
    for (const edge of edges(node)) {
      const next = other(edge);
      if (component[next] !== component[node] || by[next] !== -1 || hub.has(next)) continue;
      by[next] = edge;
      queue.push(next);
    }
  }
}

function outgoing(graph: EdgeGraph): (node: number) => number[] {
  return (node) => {
    const [from, to] = edgesOf(graph, node);
    return Array.from({ length: to - from }, (_, place) => from + place);
  };
}

function incoming(graph: EdgeGraph): (node: number) => number[] {
  const rows: number[][] = graph.names.map(() => []);
  graph.target.forEach((target, edge) => {
    rows[target]?.push(edge);
  });
  return (node) => rows[node] ?? [];
}

/** By edge: the node that it leaves. */
function sources(graph: EdgeGraph): Int32Array {
  const source = new Int32Array(graph.target.length);
  for (let node = 0; node < graph.names.length; node++) source.fill(node, ...edgesOf(graph, node));
  return source;
}
