import { perView } from '../model/perView.ts';
import type { GraphView } from '../model/view.ts';
import { componentsOf, runtimeComponentsOf } from './components.ts';

/** Which files are in cycles, cheap enough to be known after every edit. */
export interface CycleIndex {
  /** Files in the cycle group of a file; 0 for a file that is in none. */
  readonly groupSize: (file: number) => number;
  /** Whether a file is on a cycle of run-time edges. */
  readonly atRuntime: (file: number) => boolean;
  /** The files of the shortest cycle through each edge that leaves a file, by target; edges on no cycle are left out. */
  readonly throughEdges: (file: number) => ReadonlyMap<number, number>;
}

export const cycleIndexOf = perView((view: GraphView): CycleIndex => {
  const all = componentsOf(view);
  const sizes = componentSizes(all.of, all.count);
  const runtime = runtimeComponentsOf(view);
  const runtimeSizes = componentSizes(runtime.of, runtime.count);
  const importsItself = (row: readonly number[] | undefined, file: number) => row?.includes(file) ?? false;
  const groupSize = (file: number) => {
    const size = sizes[all.of[file] as number] as number;
    return size > 1 || importsItself(view.all[file], file) ? size : 0;
  };
  return {
    groupSize,
    atRuntime: (file) =>
      (runtimeSizes[runtime.of[file] as number] as number) > 1 || importsItself(view.runtime[file], file),
    throughEdges: (file) => (groupSize(file) === 0 ? new Map() : cyclesThroughEdges(view, all.of, file)),
  };
});

function componentSizes(of: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (const component of of) (sizes[component] as number)++;
  return sizes;
}

/** Breadth first from a file against the edges: a target at distance d closes a cycle of d + 1 files. */
function cyclesThroughEdges(view: GraphView, component: Int32Array, file: number): Map<number, number> {
  const distance = new Map([[file, 0]]);
  for (const [node, steps] of distance) {
    for (const importer of view.reverse[node] as readonly number[]) {
      if (component[importer] === component[file] && !distance.has(importer)) distance.set(importer, steps + 1);
    }
  }
  return new Map(
    (view.all[file] as readonly number[]).flatMap((target) => {
      const steps = distance.get(target);
      return steps === undefined ? [] : [[target, steps + 1] as const];
    }),
  );
}
