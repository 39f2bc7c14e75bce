import { type TaskOptions, throwIfCancelled } from '#base';
import type { CycleGroup, CycleReport, FileEdge } from '#protocol';
import type { GraphView } from '../model/view.ts';
import { componentsOf, membersOf } from './components.ts';
import type { Arc } from './digraph.ts';
import { minimumFeedbackArcs } from './feedbackArcs.ts';
import { cutProblem, type GroupGraph, groupGraph } from './groupGraph.ts';
import { preferArcs } from './preferArcs.ts';
import { shortestCycles } from './shortestCycles.ts';

/** More cycles than that of one group help nobody; the cut says what to do about all of them. */
const MOST_CYCLES = 200;

/** An earlier answer, whose groups are taken over where none of their files has changed since. */
export interface EarlierCycles {
  readonly view: GraphView;
  readonly report: CycleReport;
}

/**
 * Every import cycle of a view, by strongly connected component, largest first.
 *
 * In a group with run-time cycles the cut breaks those: nothing goes wrong at run time in a cycle that is erased at
 * compile time. A group of type-only cycles gets a cut that breaks them all. An edge costs as much to cut as it
 * carries names; of two that cost the same, the type-only one goes.
 *
 * A run-time edge is shown on a cycle of run-time edges where there is one, every other edge on a shortest cycle of
 * any edges. Of a group with very many cycles only the shortest 200 are given, those at run time first.
 */
export function cycleReport(view: GraphView, options: TaskOptions = {}, earlier?: EarlierCycles): CycleReport {
  const components = membersOf(componentsOf(view)).filter((members) => isCyclic(view, members));
  const known = new Map(earlier?.report.groups.map((group) => [group.id, group]));
  const groups: CycleGroup[] = [];
  let filesInCycles = 0;
  let filesInRuntimeCycles = 0;
  for (const [done, members] of components.entries()) {
    throwIfCancelled(options.signal);
    options.report?.({ step: 'Cutting cycles', done, total: components.length });
    const graph = groupGraph(view, members);
    filesInCycles += members.length;
    filesInRuntimeCycles += graph.filesInRuntimeCycles;
    const before = known.get(view.file(members[0] as number).path);
    groups.push(
      before !== undefined && earlier !== undefined && isUnchanged(earlier.view, before, view, members)
        ? before
        : describe(view, graph),
    );
  }
  groups.sort((a, b) => b.files.length - a.files.length || (a.id < b.id ? -1 : 1));
  return { groups, filesInCycles, filesInRuntimeCycles };
}

/** Whether a component has a cycle: two files, or one that imports itself. */
export function isCyclic(view: GraphView, members: readonly number[]): boolean {
  const first = members[0] as number;
  return members.length > 1 || (view.all[first] as readonly number[]).includes(first);
}

function isUnchanged(before: GraphView, group: CycleGroup, view: GraphView, members: readonly number[]): boolean {
  return (
    group.files.length === members.length &&
    group.files.every((path, at) => {
      const file = view.file(members[at] as number);
      return file.path === path && before.file(before.idOf.get(path) as number) === file;
    })
  );
}

function describe(view: GraphView, graph: GroupGraph): CycleGroup {
  const files = graph.members.map((file) => view.file(file).path);
  const problem = cutProblem(view, graph);
  const cut = minimumFeedbackArcs(problem);
  const edgeOf = (index: number) => {
    const { from, to } = problem.arcs[index] as Arc;
    return edge(view, graph, from, to);
  };
  return {
    id: files[0] as string,
    files,
    runtime: graph.runtime,
    shortest: cyclesToShow(graph).map((cycle) =>
      cycle.map((from, at) => edge(view, graph, from, cycle[(at + 1) % cycle.length] as number)),
    ),
    cut: {
      edges: preferArcs(problem, cut.arcs, (index) => edgeOf(index).typeOnly).map(edgeOf),
      method: cut.exact ? 'exact' : 'heuristic',
    },
  };
}

function cyclesToShow(graph: GroupGraph): readonly (readonly number[])[] {
  const runtime = shortestCycles(graph.runtimeCyclic, () => true, MOST_CYCLES);
  const atRuntime = graph.runtimeCyclic.map((row) => new Set(row));
  const others = shortestCycles(graph.all, (from, to) => !atRuntime[from]?.has(to), MOST_CYCLES - runtime.length);
  // The sort is stable: of two cycles of one length, the one at run time comes first.
  return [...runtime, ...others].sort((a, b) => a.length - b.length);
}

function edge(view: GraphView, graph: GroupGraph, from: number, to: number): FileEdge {
  const found = view.edge(graph.members[from] as number, graph.members[to] as number);
  if (found === undefined) throw new Error('an edge of the group is not in its view');
  return found;
}
