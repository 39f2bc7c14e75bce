import type { Passing } from './filter.ts';
import { type EdgeRows, edgesOf, type GraphModel } from './graphModel.ts';

/**
 * Files within some steps of one file, each with its layer: below zero for dependents, above for dependencies,
 * the number of steps away. A file that is both, as in a cycle, takes the nearer side, dependencies first.
 */
export function neighbourhood(
  model: GraphModel,
  passes: Passing,
  centre: number,
  depth: number,
): ReadonlyMap<number, number> {
  const layers = new Map([[centre, 0]]);
  let ahead = [centre];
  let behind = [centre];
  for (let step = 1; step <= depth; step++) {
    ahead = nextLayer(ahead, model.outgoing, model.to, passes, layers, step);
    behind = nextLayer(behind, model.incoming, model.from, passes, layers, -step);
  }
  return layers;
}

function nextLayer(
  last: readonly number[],
  rows: EdgeRows,
  ends: Int32Array,
  passes: Passing,
  layers: Map<number, number>,
  layer: number,
): number[] {
  const next: number[] = [];
  for (const node of last) {
    for (const edge of edgesOf(rows, node)) {
      const end = ends[edge] as number;
      if (!passes.edges[edge] || layers.has(end)) continue;
      layers.set(end, layer);
      next.push(end);
    }
  }
  return next;
}
