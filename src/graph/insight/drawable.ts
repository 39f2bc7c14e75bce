import { type Dependency, type DependencyKind, type DrawableGraph, dependencyKind } from '#protocol';
import { componentsOf, membersOf } from '../cycles/components.ts';
import { isCyclic } from '../cycles/report.ts';
import type { GraphView } from '../model/view.ts';

/** Packs a view for drawing: cycle groups largest first, edges by file, each of the kind that matters most. */
export function drawableGraph(view: GraphView, revision: number): DrawableGraph {
  const groups = membersOf(componentsOf(view))
    .filter((members) => isCyclic(view, members))
    .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
  const group = new Array<number>(view.files.length).fill(-1);
  groups.forEach((members, at) => {
    for (const file of members) group[file] = at;
  });
  const kinds: DependencyKind[] = [];
  const edges = view.files.flatMap((_, from) =>
    [...kindsByTarget(view, from)].flatMap(([to, kind]) => [from, to, indexOfKind(kinds, kind)]),
  );
  return {
    revision,
    paths: view.files.map(({ path }) => path),
    lines: view.files.map(({ lines }) => lines),
    group,
    test: view.files.map(({ test }) => (test ? 1 : 0)),
    groups: groups.map((members) => view.file(members[0] as number).path),
    edges,
    kinds,
  };
}

/** For each target the kind of the first dependency on it that exists at run time, or else of the first. */
function kindsByTarget(view: GraphView, from: number): Map<number, DependencyKind> {
  const chosen = new Map<number, Dependency>();
  for (const dependency of view.file(from).dependencies) {
    const to = dependency.target.kind === 'file' ? view.idOf.get(dependency.target.path) : undefined;
    if (to === undefined) continue;
    const known = chosen.get(to);
    if (known === undefined || (known.typeOnly && !dependency.typeOnly)) chosen.set(to, dependency);
  }
  return new Map([...chosen].map(([to, dependency]) => [to, dependencyKind(dependency)]));
}

function indexOfKind(kinds: DependencyKind[], kind: DependencyKind): number {
  const known = kinds.indexOf(kind);
  return known === -1 ? kinds.push(kind) - 1 : known;
}
