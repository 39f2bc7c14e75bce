import { type Digraph, weightOf } from './digraph.ts';
import { backwardArcs, sift, topologicalOrder } from './linearOrder.ts';
import { type Packing, packCycles } from './localRatio.ts';

/**
 * The best of several packings over shuffled arcs: the highest bound and the cheapest cut, each cut improved by sifting.
 * On import graphs a handful of tries nearly always makes the two meet, which proves the cut minimal.
 *
 * @param mostWork after which no further try is started
 */
export function bestPacking(graph: Digraph, tries: number, mostWork: number): Packing {
  const order = graph.arcs.map((_, index) => index);
  const random = randomNumbers();
  let best = improve(graph, packCycles(graph, order, mostWork));
  let work = best.work;
  for (let attempt = 1; attempt < tries && best.bound < best.cutWeight && work < mostWork; attempt++) {
    shuffle(order, random);
    const next = improve(graph, packCycles(graph, order, mostWork));
    work += next.work;
    const { bound, shortest } = next.bound > best.bound ? next : best;
    const { cut, cutWeight } = next.cutWeight < best.cutWeight ? next : best;
    best = { bound, shortest, cut, cutWeight, work };
  }
  return best;
}

function improve(graph: Digraph, packing: Packing): Packing {
  if (packing.bound === packing.cutWeight) return packing;
  const sifted = sift(graph, topologicalOrder(graph, packing.cut));
  const cut = backwardArcs(graph, sifted.order);
  const cutWeight = weightOf(graph, cut);
  const work = packing.work + sifted.work;
  return cutWeight < packing.cutWeight ? { ...packing, cut, cutWeight, work } : { ...packing, work };
}

/** Fisher–Yates. */
function shuffle(list: number[], random: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other] as number, list[last] as number];
  }
}

/** The same numbers in [0, 1) every time, so that the same graph always gets the same answer (Lehmer's MINSTD). */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
