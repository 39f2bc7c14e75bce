import { membersOf, runtimeComponentsOf } from '../cycles/components.ts';
import { loadsOf } from '../metrics/closure.ts';
import { perView } from '../model/perView.ts';
import type { Adjacency, GraphView } from '../model/view.ts';

/** What a file would import at run time, if it were to be other than it is. */
export interface RowChange {
  readonly from: number;
  readonly row: readonly number[];
}

const onCycles = perView((view) => {
  const groups = membersOf(runtimeComponentsOf(view)).filter((members) => members.length > 1);
  const alone = view.runtime.flatMap((row, file) => (row.includes(file) ? file : []));
  return new Set([...groups.flat(), ...alone]);
});

/** Counts for each change by itself how many files fewer the changed file would load. */
export function loadsSaved(view: GraphView, changes: readonly RowChange[]): number[] {
  // What a file imports does not lead back to it, unless it is on a cycle: these can be answered all at once.
  const cyclic = onCycles(view);
  const apart = changes.filter(({ from }) => !cyclic.has(from));
  const rows = [...apart.map(({ row }) => row), ...apart.map(({ from }) => view.runtime[from] ?? [])];
  const loads = rows.length === 0 ? [] : loadsOf(view, rows);
  const place = new Map(apart.map((change, at) => [change, at]));
  const before = new Map<number, number>();
  const loadsBefore = (from: number): number => {
    const known = before.get(from) ?? countLoads(view.runtime, from, view.runtime[from] ?? []);
    before.set(from, known);
    return known;
  };
  return changes.map((change) => {
    const at = place.get(change);
    if (at !== undefined) return (loads[apart.length + at]?.files ?? 0) - (loads[at]?.files ?? 0);
    const { from, row } = change;
    return loadsBefore(from) - countLoads(view.runtime, from, row);
  });
}

/** Counts the files that loading one file loads with it, where it imports `row`. */
function countLoads(graph: Adjacency, from: number, row: readonly number[]): number {
  const seen = new Uint8Array(graph.length);
  seen[from] = 1;
  const stack = [...row];
  let loaded = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen[node] === 1) continue;
    seen[node] = 1;
    loaded++;
    for (const next of graph[node] ?? []) if (seen[next] === 0) stack.push(next);
  }
  return loaded;
}
