import type { Arc, Digraph } from './digraph.ts';
import { withoutNeedless } from './growingOrder.ts';
import { type Packing, packCycles } from './localRatio.ts';
import { bestPacking } from './multiStart.ts';
import { reduce } from './reduce.ts';

/** Original arcs to cut, and what they cost together. */
interface Cut {
  readonly arcs: readonly number[];
  readonly weight: number;
}

/** How much may still be looked at. Counted in arcs, unlike time, it makes the answer the same on every machine. */
interface Budget {
  left: number;
  /** A branch had to be left out. */
  exhausted: boolean;
}

export interface EffortLimits {
  /** How many arcs may be looked at. The default is many times what import graphs take, and below a second. */
  readonly mostWork?: number;
  /** How many packings of a part are tried before branching. */
  readonly tries?: number;
}

/**
 * A feedback arc set of small weight: arcs whose removal leaves no cycle, none of them needless.
 *
 * Branch and bound: some arc of any cycle has to go, so each arc of a short one is tried in turn while those before
 * it are kept. Every subproblem is reduced and split into independent parts; a packing of cycles bounds each part
 * from below and gives a cut from above. When the work runs out, the best cut found so far is the answer.
 *
 * @param graph arcs with positive whole weights and `origins` that name each of them
 * @returns the origins of the arcs to cut, ascending; `exact` when no cheaper set exists
 */
export function minimumFeedbackArcs(
  graph: Digraph,
  { mostWork = 12_000_000, tries = 32 }: EffortLimits = {},
): { readonly arcs: readonly number[]; readonly exact: boolean } {
  const budget: Budget = { left: mostWork, exhausted: false };
  const pack = (part: Digraph) => bestPacking(part, tries, mostWork / 4);
  const found = cheapestCut(graph, Infinity, budget, pack);
  if (found === undefined) throw new Error('an arc of infinite weight cannot be cut');
  const arcs = budget.exhausted ? withoutNeedless(graph, found.arcs).cut : found.arcs;
  return { arcs: arcs.toSorted((a, b) => a - b), exact: !budget.exhausted };
}

/** The cheapest cut below a limit, or undefined where there is none (or none was found before the budget ran out). */
function cheapestCut(
  graph: Digraph,
  below: number,
  budget: Budget,
  pack: (part: Digraph) => Packing = (part) => packInOrder(part, budget.left),
): Cut | undefined {
  budget.left -= graph.arcs.length;
  const { forced, forcedWeight, parts } = reduce(graph);
  const packed = parts.map((part) => ({ part, packing: pack(part) }));
  let weight = forcedWeight;
  for (const { packing } of packed) {
    budget.left -= packing.work;
    weight += packing.bound;
  }
  if (weight >= below) return undefined;
  const arcs = [...forced];
  packed.sort((a, b) => a.part.arcs.length - b.part.arcs.length);
  for (const { part, packing } of packed) {
    weight -= packing.bound;
    const best = cutPart(part, packing, below - weight, budget);
    if (best === undefined) return undefined;
    arcs.push(...best.arcs);
    weight += best.weight;
  }
  return { arcs, weight };
}

function cutPart(part: Digraph, packing: Packing, below: number, budget: Budget): Cut | undefined {
  let best: Cut | undefined;
  let limit = below;
  if (packing.cutWeight < limit) {
    best = { arcs: packing.cut.flatMap((index) => (part.arcs[index] as Arc).origins), weight: packing.cutWeight };
    limit = packing.cutWeight;
  }
  if (packing.bound >= limit) return best;
  if (packing.shortest.length === 0) budget.exhausted = true; // not even one cycle was found before the work ran out
  const kept = new Set<number>();
  for (const choice of cheapestFirst(part, packing.shortest)) {
    if (budget.left < 0) {
      budget.exhausted = true;
      return best;
    }
    const { weight, origins } = part.arcs[choice] as Arc;
    const arcs = part.arcs.map((arc, index) => (kept.has(index) ? { ...arc, weight: Infinity } : arc));
    arcs.splice(choice, 1);
    const found = cheapestCut({ nodes: part.nodes, arcs }, limit - weight, budget);
    if (found !== undefined) {
      best = { arcs: [...origins, ...found.arcs], weight: weight + found.weight };
      limit = best.weight;
      if (packing.bound >= limit) break;
    }
    kept.add(choice);
  }
  return best;
}

/** The arcs of a cycle that may be cut. */
function cheapestFirst(part: Digraph, cycle: readonly number[]): number[] {
  const weight = (index: number) => (part.arcs[index] as Arc).weight;
  return cycle.filter((index) => weight(index) < Infinity).sort((a, b) => weight(a) - weight(b) || a - b);
}

function packInOrder(part: Digraph, mostWork: number): Packing {
  return packCycles(
    part,
    part.arcs.map((_, index) => index),
    mostWork,
  );
}
