import type { FileEdge, PathReport } from '#protocol';
import { fileId } from '../model/lookUp.ts';
import type { Adjacency, GraphView } from '../model/view.ts';
import { disjointPaths } from './disjointPaths.ts';
import { shortestPath } from './shortestPath.ts';

/**
 * Why one file depends on another: a shortest way, over run-time edges where they lead there. The disjoint ways are
 * counted among the same edges: as many imports have to go before the first file no longer reaches the second at run
 * time, or at all where it only reaches it at compile time. From a file to itself: the cycles that it is on.
 *
 * @throws ToolwrightError `file-not-in-graph`
 */
export function whyDependsOn(view: GraphView, from: string, to: string): PathReport {
  const start = fileId(view, from);
  const end = fileId(view, to);
  for (const graph of [view.runtime, view.all]) {
    const nodes = shortestPath(graph, start, end);
    if (nodes.length === 0) continue;
    const steps = nodes.slice(1).map((node, at) => edge(view, nodes[at] as number, node));
    const disjointWays = disjointPaths(graph, start, end);
    const unavoidable = disjointWays > 1 ? [] : steps.filter((_, at) => isUnavoidable(graph, nodes, at));
    return { from, to, steps, typeOnly: graph === view.all, disjointWays, unavoidable };
  }
  return { from, to, steps: [], typeOnly: false, disjointWays: 0, unavoidable: [] };
}

/** Whether the last node of a path is out of reach of the first without the step at a place of it. */
function isUnavoidable(graph: Adjacency, path: readonly number[], at: number): boolean {
  const [from, to] = [path[at] as number, path[at + 1]];
  const without = [...graph];
  without[from] = (graph[from] ?? []).filter((target) => target !== to);
  return shortestPath(without, path[0] as number, path.at(-1) as number).length === 0;
}

function edge(view: GraphView, from: number, to: number): FileEdge {
  const found = view.edge(from, to);
  if (found === undefined) throw new Error('a step of a path is not an edge of the view');
  return found;
}
