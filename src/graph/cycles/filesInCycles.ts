import type { Adjacency, GraphView } from '../model/view.ts';
import { type Components, componentsOf, runtimeComponentsOf } from './components.ts';

/**
 * How many files are in a cycle, and in one that exists at run time: the trend to watch, because cutting an edge of a
 * large component can leave more components than before, but never more files in cycles.
 */
export function filesInCycles(view: GraphView): {
  readonly filesInCycles: number;
  readonly filesInRuntimeCycles: number;
} {
  return {
    filesInCycles: cyclicNodes(view.all, componentsOf(view)),
    filesInRuntimeCycles: cyclicNodes(view.runtime, runtimeComponentsOf(view)),
  };
}

/** How many nodes are on a cycle, given the components of their graph. */
export function cyclicNodes(graph: Adjacency, { count, of }: Components): number {
  const sizes = new Int32Array(count);
  for (const component of of) sizes[component] = (sizes[component] as number) + 1;
  let cyclic = 0;
  for (const [node, targets] of graph.entries()) {
    if ((sizes[of[node] as number] as number) > 1 || targets.includes(node)) cyclic++;
  }
  return cyclic;
}
