import { edgesOf, type ModuleGraph } from './moduleGraph.ts';

/**
 * Robert C. Martin's instability, as dependency-cruiser computes it for a module or a folder: outgoing couplings over
 * all couplings, 0 to 1; 0 where there are none.
 */
export function instability(outgoing: number, incoming: number): number {
  return outgoing / (outgoing + incoming) || 0;
}

/** The instability of each module; undefined where dependency-cruiser gives none. */
export function moduleInstabilities(
  graph: ModuleGraph,
  dependents: readonly (readonly number[])[],
): (number | undefined)[] {
  return graph.modules.map((module, id) => {
    if (!isMeasured(module)) return undefined;
    const [from, to] = edgesOf(graph, id);
    return instability(to - from, dependents[id]?.length ?? 0);
  });
}

/** Built-ins, what could not be resolved and what is not followed have no metrics. */
export function isMeasured(module: ModuleGraph['modules'][number]): boolean {
  return !module.coreModule && !module.couldNotResolve && !module.matchesDoNotFollow;
}
