import { type Arc, cyclicParts, type Digraph } from './digraph.ts';

/** A cut problem after reduction: arcs that every cheapest cut may be taken to hold, and the independent rest. */
export interface Reduced {
  /** Original arcs to be cut in any case, and what they cost. */
  readonly forced: readonly number[];
  readonly forcedWeight: number;
  /** What is left, part by part: strongly connected, without self-loops and parallel arcs. */
  readonly parts: readonly Digraph[];
}

/**
 * Shrinks a cut problem without losing all of its cheapest solutions.
 *
 * - Cycles live inside strongly connected components, so each is a problem of its own.
 * - A self-loop has to be cut.
 * - Parallel arcs are cut together or not at all, so they are one.
 * - A node whose one incoming arc costs no less than all its outgoing arcs together is merged into its predecessor:
 *   wherever that arc is cut, cutting the outgoing ones breaks the same cycles for no more. Likewise the other way
 *   round for a node with one outgoing arc.
 *
 * The arc versions of the contractions by H. Levy and D. Low, "A contraction algorithm for finding small cycle
 * cutsets", J. Algorithms 9(4), 1988.
 */
export function reduce(graph: Digraph): Reduced {
  const forced: number[] = [];
  let forcedWeight = 0;
  const parts: Digraph[] = [];
  const pending: Digraph[] = [graph];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const arc of next.arcs) {
      if (arc.from !== arc.to) continue;
      forced.push(...arc.origins);
      forcedWeight += arc.weight;
    }
    for (const part of cyclicParts(next)) {
      const simple = mergeParallel(part);
      const smaller = contract(simple);
      if (smaller === simple) parts.push(simple);
      else pending.push(smaller);
    }
  }
  return { forced, forcedWeight, parts };
}

function mergeParallel(graph: Digraph): Digraph {
  const merged = new Map<number, Arc>();
  for (const arc of graph.arcs) {
    const key = arc.from * graph.nodes + arc.to;
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? arc
        : { ...known, weight: known.weight + arc.weight, origins: [...known.origins, ...arc.origins] },
    );
  }
  return merged.size === graph.arcs.length ? graph : { nodes: graph.nodes, arcs: [...merged.values()] };
}

/** Merges away as many nodes at once as don't touch each other, or returns the same graph. Emptied nodes stay, without arcs. */
function contract(graph: Digraph): Digraph {
  const ins = new Int32Array(graph.nodes);
  const outs = new Int32Array(graph.nodes);
  const inWeight = new Float64Array(graph.nodes);
  const outWeight = new Float64Array(graph.nodes);
  for (const arc of graph.arcs) {
    (ins[arc.to] as number)++;
    (outs[arc.from] as number)++;
    (inWeight[arc.to] as number) += arc.weight;
    (outWeight[arc.from] as number) += arc.weight;
  }
  const into = new Int32Array(graph.nodes).map((_, node) => node);
  const touched = new Uint8Array(graph.nodes);
  const kept = graph.arcs.filter(({ from, to, weight }) => {
    const useless =
      (ins[to] === 1 && weight >= (outWeight[to] as number)) ||
      (outs[from] === 1 && weight >= (inWeight[from] as number));
    if (!useless || touched[from] || touched[to]) return true;
    touched[from] = touched[to] = 1;
    into[to] = from;
    return false;
  });
  if (kept.length === graph.arcs.length) return graph;
  const arcs = kept.map((arc) => ({ ...arc, from: into[arc.from] as number, to: into[arc.to] as number }));
  return { nodes: graph.nodes, arcs };
}
