import { type Arc, type Digraph, outgoing } from './digraph.ts';

/**
 * Exchanges arcs of a cut for others that cost the same and are easier to do without, one for one, while every cycle
 * stays cut. An arc can take another's place when all ways that the other would open again lead through it.
 *
 * @param cut indices of arcs whose removal leaves no cycle
 * @param preferred whether an arc is one of those that rather go
 * @returns indices, ascending; the cut weighs what it did before
 */
export function preferArcs(
  graph: Digraph,
  cut: readonly number[],
  preferred: (index: number) => boolean,
): readonly number[] {
  const rows = outgoing(graph);
  const gone = new Set(cut);
  for (const index of cut) {
    if (preferred(index)) continue;
    const { from, to, weight } = graph.arcs[index] as Arc;
    const better = wayAround(graph, rows, gone, to, from)?.find(
      (candidate) =>
        preferred(candidate) &&
        graph.arcs[candidate]?.weight === weight &&
        wayAround(graph, rows, new Set([...gone, candidate]), to, from) === undefined,
    );
    if (better === undefined) continue;
    gone.delete(index);
    gone.add(better);
  }
  return [...gone].sort((a, b) => a - b);
}

/** The arcs of a shortest way that takes none of some, or undefined where there is no way. */
function wayAround(
  graph: Digraph,
  rows: readonly (readonly number[])[],
  gone: ReadonlySet<number>,
  start: number,
  end: number,
): number[] | undefined {
  const reachedBy = new Map<number, number>();
  const seen = new Set([start]);
  for (const node of seen) {
    if (node === end) {
      const way: number[] = [];
      for (let at = end; at !== start; ) {
        const arc = reachedBy.get(at) as number;
        way.push(arc);
        at = (graph.arcs[arc] as Arc).from;
      }
      return way.reverse();
    }
    for (const arc of rows[node] ?? []) {
      const { to } = graph.arcs[arc] as Arc;
      if (gone.has(arc) || seen.has(to)) continue;
      seen.add(to);
      reachedBy.set(to, arc);
    }
  }
  return undefined;
}
