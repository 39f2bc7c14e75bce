import { membersOf, stronglyConnected } from './components.ts';

/** An arc of a {@link Digraph}. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** What it costs to cut it; Infinity for an arc that has to stay. */
  readonly weight: number;
  /** The arcs of the original graph that this one stands for; cutting it cuts them all. */
  readonly origins: readonly number[];
}

/** A weighted directed multigraph over the nodes 0 … nodes-1. */
export interface Digraph {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
}

/** For each node the indices of the arcs that leave it. */
export function outgoing(graph: Digraph): number[][] {
  const rows: number[][] = Array.from({ length: graph.nodes }, () => []);
  graph.arcs.forEach((arc, index) => {
    rows[arc.from]?.push(index);
  });
  return rows;
}

/** What the arcs at some indices weigh together. */
export function weightOf(graph: Digraph, indices: readonly number[]): number {
  return indices.reduce((sum, index) => sum + (graph.arcs[index] as Arc).weight, 0);
}

/** The parts of a graph in which its cycles live: its components of two nodes or more, renumbered, without self-loops. */
export function cyclicParts(graph: Digraph): Digraph[] {
  const rows: number[][] = Array.from({ length: graph.nodes }, () => []);
  for (const arc of graph.arcs) rows[arc.from]?.push(arc.to);
  const components = stronglyConnected(rows);
  const members = membersOf(components);
  const place = new Int32Array(graph.nodes);
  for (const nodes of members) {
    nodes.forEach((node, at) => {
      place[node] = at;
    });
  }
  const arcs: Arc[][] = members.map(() => []);
  for (const arc of graph.arcs) {
    const component = components.of[arc.from] as number;
    if (component !== components.of[arc.to] || arc.from === arc.to) continue;
    arcs[component]?.push({ ...arc, from: place[arc.from] as number, to: place[arc.to] as number });
  }
  return members.flatMap((nodes, at) => (nodes.length > 1 ? [{ nodes: nodes.length, arcs: arcs[at] as Arc[] }] : []));
}
