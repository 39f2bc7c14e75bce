import type { DependencyKind } from '#protocol';
import type { GraphModel } from './graphModel.ts';
import { kindBit } from './kinds.ts';

/** What the user chose to see. */
export interface Filter {
  /** Kinds of dependency left out. */
  readonly without: readonly DependencyKind[];
  readonly tests: boolean;
  readonly onlyCycles: boolean;
}

export const everything: Filter = { without: [], tests: true, onlyCycles: false };

/** How many of the choices differ from showing everything. */
export function activeFilters(filter: Filter): number {
  return filter.without.length + (filter.tests ? 0 : 1) + (filter.onlyCycles ? 1 : 0);
}

/** What passes a filter: 1 for every file and edge that does. */
export interface Passing {
  readonly nodes: Uint8Array;
  readonly edges: Uint8Array;
}

/** An edge passes when both its files do and one of its kinds is wanted; in cycles only, when it is inside one. */
export function passing(model: GraphModel, filter: Filter): Passing {
  const wanted = 0xff & ~filter.without.reduce((mask, kind) => mask | kindBit(kind), 0);
  const nodes = Uint8Array.from(model.paths, (_, node) =>
    (filter.tests || model.test[node] !== 1) && (!filter.onlyCycles || model.cycle[node] !== -1) ? 1 : 0,
  );
  const edges = model.kinds.map((kinds, edge) => {
    const from = model.from[edge] as number;
    const to = model.to[edge] as number;
    if (!nodes[from] || !nodes[to] || (kinds & wanted) === 0) return 0;
    return filter.onlyCycles && model.cycle[from] !== model.cycle[to] ? 0 : 1;
  });
  return { nodes, edges };
}
