import type { CycleGroup, FileEdge } from '#protocol';
import type { AdviceContext, Finding } from './context.ts';
import { type Edge, tangleAmong } from './savings.ts';
import { count, names } from './words.ts';

/** Of a tangle's cut, so many edges are named: those that free most on their own. */
const mostEdges = 10;

/** Advises which imports to cut: the smallest sets that leave no cycle, as the cycle report has them. */
export async function cutEdgeAdvice(context: AdviceContext): Promise<Finding[]> {
  const advice: Finding[] = [];
  for (const group of context.cycles.groups) advice.push(...(await adviceOn(context, group)));
  return advice;
}

async function adviceOn({ view, tangleOf, pause }: AdviceContext, group: CycleGroup): Promise<Finding[]> {
  const idOf = (path: string): number => {
    const id = view.idOf.get(path);
    if (id === undefined) throw new Error(`the cycle report is not of this view: ${path}`);
    return id;
  };
  const edgeOf = ({ from, to }: FileEdge): Edge => [idOf(from), idOf(to)];
  // The cut of a group breaks its run-time cycles, if it has any.
  const tangle = tangleAmong(group.runtime ? view.runtime : view.all, group.files.map(idOf));
  const all = tangle.freed(group.cut.edges.map(edgeOf));
  const kind = group.runtime ? 'run-time cycles' : 'type-only cycles';
  const effects = [];
  for (const edge of group.cut.edges) {
    await pause();
    effects.push({ edge, alone: tangle.freed([edgeOf(edge)]) });
  }
  return effects
    .sort((a, b) => b.alone - a.alone)
    .slice(0, mostEdges)
    .map(({ edge, alone }) => ({
      advice: {
        id: `cut-edge:${edge.from}>${edge.to}`,
        kind: 'cut-edge',
        title: `Cut the import of ${edge.to}`,
        detail: detailOf(edge, alone, all, group, kind),
        path: edge.from,
        line: edge.line,
        saves: alone > 0 ? { filesInCycles: alone } : {},
      },
      edge: `${edge.from}>${edge.to}`,
      typeOnly: !group.runtime,
      tangle: tangleOf.get(idOf(edge.from)),
      weight: all / group.cut.edges.length,
    }));
}

function detailOf(edge: FileEdge, alone: number, all: number, group: CycleGroup, kind: string): string {
  const carried = edge.names.length === 0 ? 'It carries no names.' : `It carries ${carriedNames(edge.names)}.`;
  const others = group.cut.edges.length - 1;
  if (others === 0) return `${carried} It is the only edge to cut: that takes ${count(all, 'file')} out of ${kind}.`;
  const proved = group.cut.method === 'exact' ? 'the smallest cut' : 'the smallest cut that was found';
  const effect = alone === 0 ? 'Alone it frees no file.' : `Alone it takes ${count(alone, 'file')} out of ${kind}.`;
  return `${carried} ${effect} With the ${count(others, 'other edge')} of ${proved}, ${count(all, 'file')} leave them.`;
}

function carriedNames(list: readonly string[]): string {
  return list.includes('*') ? 'all names of the file' : names(list);
}
