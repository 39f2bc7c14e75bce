import { extname } from 'node:path';
import type { CruisedDependency, CruiseResult } from './cruiseResult.ts';

/** How two tools' edges differ, sorted into kinds that can each be explained. */
export interface EdgeComparison {
  readonly common: number;
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
  /** Most frequent first. */
  readonly kinds: readonly DifferenceKind[];
}

export interface DifferenceKind {
  readonly foundBy: 'ours' | 'theirs';
  /** What the other tool did with the same import. */
  readonly kind: string;
  readonly count: number;
  /** `from -> to (specifier)`, at most three. */
  readonly samples: readonly string[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly dependency: CruisedDependency;
}

/** @param isSource tells the files of the code base, among which edges are compared */
export function compareEdges(
  ours: CruiseResult,
  theirs: CruiseResult,
  isSource: (path: string) => boolean,
): EdgeComparison {
  const left = edgesByKey(ours, isSource);
  const right = edgesByKey(theirs, isSource);
  const onlyOurs = [...left].filter(([key]) => !right.has(key)).map(([, edge]) => edge);
  const onlyTheirs = [...right].filter(([key]) => !left.has(key)).map(([, edge]) => edge);
  return {
    common: left.size - onlyOurs.length,
    onlyOurs: onlyOurs.length,
    onlyTheirs: onlyTheirs.length,
    kinds: [...kindsOf('ours', onlyOurs, theirs), ...kindsOf('theirs', onlyTheirs, ours)].sort(
      (a, b) => b.count - a.count,
    ),
  };
}

function edgesByKey(result: CruiseResult, isSource: (path: string) => boolean): Map<string, Edge> {
  const edges = new Map<string, Edge>();
  for (const { source, dependencies } of result.modules) {
    if (!isSource(source)) continue;
    for (const dependency of dependencies) {
      if (!isSource(dependency.resolved)) continue;
      const key = `${source}\0${dependency.resolved}`;
      if (!edges.has(key)) edges.set(key, { from: source, to: dependency.resolved, dependency });
    }
  }
  return edges;
}

function kindsOf(foundBy: 'ours' | 'theirs', edges: readonly Edge[], other: CruiseResult): DifferenceKind[] {
  const modules = new Map(other.modules.map((module) => [module.source, module.dependencies]));
  const byKind = Map.groupBy(edges, (edge) => kindOf(edge, modules.get(edge.from)));
  return [...byKind].map(([kind, members]) => ({
    foundBy,
    kind,
    count: members.length,
    samples: members.slice(0, 3).map(({ from, to, dependency }) => `${from} -> ${to} (${dependency.module})`),
  }));
}

/** @param elsewhere what the other tool found in the same file; undefined when it does not have the file */
function kindOf({ from, to, dependency }: Edge, elsewhere: readonly CruisedDependency[] | undefined): string {
  if (elsewhere === undefined) return `file not read by the other: *${extname(from)}`;
  const same = elsewhere.find(({ module }) => module === dependency.module);
  if (same === undefined) return `import not seen by the other: ${syntaxOf(dependency)}`;
  if (same.couldNotResolve) return `not resolved by the other: ${shapeOf(dependency.module)}`;
  return `resolved to another file by the other: ${endOf(to)} here, ${endOf(same.resolved)} there`;
}

/** dependency-cruiser's types name both where a dependency leads and how it is written; only the latter matters here. */
function syntaxOf({ dependencyTypes }: CruisedDependency): string {
  const written = dependencyTypes.filter((type) => !/^(?:local|localmodule|npm|alias|core|undetermined)/.test(type));
  return written.length === 0 ? 'of unknown syntax' : written.toSorted().join(', ');
}

function shapeOf(specifier: string): string {
  if (specifier.startsWith('#')) return 'subpath import';
  return specifier.startsWith('.') ? 'relative' : 'bare or aliased';
}

/** `.d.ts` is an ending of its own, and so is a path that is not in the code base. */
function endOf(path: string): string {
  if (path.includes('node_modules/')) return 'a file of node_modules';
  return /\.d\.[cm]?ts$/.exec(path)?.[0] ?? (extname(path) || 'no file');
}
