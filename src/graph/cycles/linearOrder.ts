import { type Arc, type Digraph, outgoing, weightOf } from './digraph.ts';

/** The arcs that lead backwards in an order of the nodes: cutting them leaves no cycle. */
export function backwardArcs(graph: Digraph, order: readonly number[]): number[] {
  const place = placesOf(order);
  return graph.arcs.flatMap(({ from, to }, index) => ((place[from] as number) > (place[to] as number) ? [index] : []));
}

/** A topological order (Kahn) of what is left without some arcs; nodes on a cycle or behind one are not in it. */
export function topologicalOrder(graph: Digraph, cut: readonly number[]): number[] {
  const gone = new Set(cut);
  const rows = outgoing(graph);
  const pending = new Int32Array(graph.nodes);
  graph.arcs.forEach(({ to }, index) => {
    if (!gone.has(index)) (pending[to] as number)++;
  });
  const order: number[] = [];
  pending.forEach((count, node) => {
    if (count === 0) order.push(node);
  });
  for (const node of order) {
    for (const index of rows[node] as number[]) {
      const { to } = graph.arcs[index] as Arc;
      if (!gone.has(index) && --(pending[to] as number) === 0) order.push(to);
    }
  }
  return order;
}

/**
 * Arcs that break all cycles among the arcs of `live`, at most half their weight, in one pass: of each node in turn
 * the lighter side is cut, incoming or outgoing, and the node is taken away.
 *
 * B. Berger, P. Shor, "Approximation algorithms for the maximum acyclic subgraph problem", SODA 1990.
 */
export function halvingCut(graph: Digraph, live: ReadonlySet<number>): number[] {
  const left = new Set(live);
  const cut: number[] = [];
  for (const [node, indices] of arcsOfNodes(graph).entries()) {
    const present = indices.filter((index) => left.has(index));
    const incoming = present.filter((index) => (graph.arcs[index] as Arc).to === node);
    const leaving = present.filter((index) => (graph.arcs[index] as Arc).from === node);
    cut.push(...(weightOf(graph, incoming) < weightOf(graph, leaving) ? incoming : leaving));
    for (const index of present) left.delete(index);
  }
  return cut;
}

const MOST_ROUNDS = 100;

/**
 * Sifting: takes each node out of the order and puts it back where the arcs that lead backwards weigh least,
 * until a round over all nodes changes nothing.
 */
export function sift(graph: Digraph, start: readonly number[]): { readonly order: number[]; readonly work: number } {
  const order = [...start];
  const place = placesOf(order);
  const touching = arcsOfNodes(graph).map((indices) => indices.map((index) => graph.arcs[index] as Arc));
  let work = 0;
  let moved = true;
  for (let round = 0; moved && round < MOST_ROUNDS; round++) {
    moved = false;
    for (let node = 0; node < graph.nodes; node++) {
      const here = place[node] as number;
      const there = bestPlace(node, touching[node] as Arc[], place);
      work += (touching[node] as Arc[]).length + Math.abs(here - there);
      if (there === here) continue;
      moved = true;
      order.splice(here, 1);
      order.splice(there, 0, node);
      for (let at = Math.min(here, there); at <= Math.max(here, there); at++) place[order[at] as number] = at;
    }
  }
  return { order, work };
}

/** Where a node costs least once it is taken out of the order; where it is, unless another place is truly better. */
function bestPlace(node: number, arcs: readonly Arc[], place: Int32Array): number {
  const here = place[node] as number;
  // Behind a node that it points at, that arc leads backwards; behind one that points at it, that arc no longer does.
  const steps = arcs.map(({ from, to, weight }) =>
    from === node ? { at: place[to] as number, cost: weight } : { at: place[from] as number, cost: -weight },
  );
  steps.sort((a, b) => a.at - b.at);
  let cost = 0;
  let costHere = 0;
  let least = 0;
  let behind = -1;
  for (const [index, step] of steps.entries()) {
    cost += step.cost;
    if (step.at < here) costHere = cost;
    if (cost < least && steps[index + 1]?.at !== step.at) {
      least = cost;
      behind = step.at;
    }
  }
  if (least >= costHere) return here;
  return behind < here ? behind + 1 : behind;
}

/** For each node the indices of the arcs that enter or leave it. */
function arcsOfNodes(graph: Digraph): number[][] {
  const touching: number[][] = Array.from({ length: graph.nodes }, () => []);
  graph.arcs.forEach(({ from, to }, index) => {
    touching[from]?.push(index);
    touching[to]?.push(index);
  });
  return touching;
}

function placesOf(order: readonly number[]): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((node, at) => {
    place[node] = at;
  });
  return place;
}
