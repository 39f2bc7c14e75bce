import { CycleSearch } from './cycleSearch.ts';
import { type Digraph, weightOf } from './digraph.ts';
import { withoutNeedless } from './growingOrder.ts';
import { backwardArcs, halvingCut, topologicalOrder } from './linearOrder.ts';

/** What a packing of cycles tells of a cut problem. */
export interface Packing {
  /** No cut is cheaper. Infinity where a cycle consists of arcs that have to stay. */
  readonly bound: number;
  /** Arcs whose removal leaves no cycle, none of them needless. */
  readonly cut: readonly number[];
  readonly cutWeight: number;
  /** The packed cycle with the fewest arcs, to branch on; empty for a graph without cycles. */
  readonly shortest: readonly number[];
  /** Arcs looked at on the way: the measure of work. */
  readonly work: number;
}

/**
 * The local-ratio method for feedback arc sets: while there is a cycle, lower all its arcs by its smallest weight.
 * What was taken off in all is a lower bound; the arcs that fell to zero break every cycle, and those of them
 * that aren't needed are put back, dearest first. Short cycles are packed first, because more of them fit.
 *
 * C. Demetrescu, I. Finocchi, "Combinatorial algorithms for feedback problems in directed graphs", IPL 86(3), 2003.
 *
 * @param order in which arcs to look for cycles; every order gives a valid answer, some a better one
 * @param mostWork after which the remaining cycles are broken in one pass, without adding to the bound
 */
export function packCycles(graph: Digraph, order: readonly number[], mostWork: number): Packing {
  const search = new CycleSearch(graph);
  let bound = 0;
  let shortest: readonly number[] = [];
  for (const limit of [2, 3, 4, graph.nodes]) {
    search.refresh();
    for (const index of order) {
      while (search.mayBeCyclic(index) && search.work < mostWork) {
        const cycle = search.through(index, limit);
        if (cycle === undefined) {
          if (limit === graph.nodes) search.refresh();
          break;
        }
        bound += search.lower(cycle);
        if (bound === Infinity) return { bound, cut: [], cutWeight: Infinity, shortest: [], work: search.work };
        if (shortest.length === 0 || cycle.length < shortest.length) shortest = cycle;
      }
    }
  }
  const broken = order.filter((index) => search.isGone(index));
  const unbroken = order.filter((index) => search.mayBeCyclic(index));
  const { cut, work } = withoutNeedless(graph, unbroken.length === 0 ? broken : breakRest(graph, broken, unbroken));
  return { bound, cut, cutWeight: weightOf(graph, cut), shortest, work: search.work + work };
}

/** Completes a cut in one pass over the arcs that may still be on cycles. */
function breakRest(graph: Digraph, broken: readonly number[], unbroken: readonly number[]): readonly number[] {
  const cut = [...broken, ...halvingCut(graph, new Set(unbroken))];
  return backwardArcs(graph, topologicalOrder(graph, cut));
}
