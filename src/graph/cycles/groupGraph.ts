import type { Adjacency, GraphView } from '../model/view.ts';
import { stronglyConnected } from './components.ts';
import type { Digraph } from './digraph.ts';

/** The files of one component and the edges among them, renumbered from 0 in the order of `members`. */
export interface GroupGraph {
  readonly members: readonly number[];
  readonly all: Adjacency;
  /** The run-time edges that lie on run-time cycles. */
  readonly runtimeCyclic: Adjacency;
  readonly runtime: boolean;
  /** How many of the files are on a run-time cycle. */
  readonly filesInRuntimeCycles: number;
}

export function groupGraph(view: GraphView, members: readonly number[]): GroupGraph {
  const place = new Map(members.map((file, at) => [file, at]));
  const local = (graph: Adjacency): number[][] =>
    members.map((file) => (graph[file] as readonly number[]).flatMap((target) => place.get(target) ?? []));
  const runtime = local(view.runtime);
  const components = stronglyConnected(runtime);
  const runtimeCyclic = runtime.map((row, from) => row.filter((to) => components.of[from] === components.of[to]));
  const filesInRuntimeCycles = runtimeCyclic.filter((row) => row.length > 0).length;
  return { members, all: local(view.all), runtimeCyclic, runtime: filesInRuntimeCycles > 0, filesInRuntimeCycles };
}

/**
 * The edges that the cut of a group is looked for among, weighted by the names they carry: those of its run-time
 * cycles where it has any, all of them otherwise. `*` counts for as many names as the target exports.
 */
export function cutProblem(view: GraphView, group: GroupGraph): Digraph {
  const rows = group.runtime ? group.runtimeCyclic : group.all;
  const weights = group.members.map((file) => namesCarried(view, file, group.runtime));
  let index = 0;
  const arcs = rows.flatMap((row, from) =>
    row.map((to) => {
      const target = view.file(group.members[to] as number);
      const names = weights[from]?.get(target.path) ?? new Set();
      const weight = names.has('*') ? Math.max(names.size, target.exports.length) : names.size;
      return { from, to, weight: Math.max(1, weight), origins: [index++] };
    }),
  );
  return { nodes: group.members.length, arcs };
}

/** The names that a file takes from each of its targets. */
function namesCarried(view: GraphView, id: number, runtimeOnly: boolean): Map<string, Set<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { target, names } of view.file(id).dependencies) {
    if (target.kind !== 'file') continue;
    let known = carried.get(target.path);
    if (known === undefined) {
      known = new Set();
      carried.set(target.path, known);
    }
    for (const name of names) if (!(runtimeOnly && name.typeOnly)) known.add(name.imported);
  }
  return carried;
}
