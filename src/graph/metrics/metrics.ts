import type { Metrics, MetricsLevel } from '#protocol';
import type { Adjacency, GraphView } from '../model/view.ts';
import { type Load, loadsOf } from './closure.ts';
import { depthsOf } from './depth.ts';
import { type FileSet, fileSets, type PackageFolder } from './fileSets.ts';

/**
 * Package metrics for every file, folder or package of a view, by path. Couplings count every edge, type-only ones
 * too; what is reached counts run-time edges.
 *
 * R. Martin, "OO design quality metrics: an analysis of dependencies", 1994.
 *
 * @param packages needed for the level `package`; files outside of all of them are left out there
 */
export function metricsOf(
  view: GraphView,
  level: MetricsLevel,
  packages: readonly PackageFolder[] = [],
): readonly Metrics[] {
  const sets = fileSets(view, level, packages);
  const loads = loadsOf(
    view,
    sets.map(({ files }) => files),
  );
  const count = couplingCounter(view);
  return sets.map((set, at) => describe(view, set, loads[at] as Load, count));
}

function describe(view: GraphView, set: FileSet, load: Load, count: CountCouplings): Metrics {
  const depths = depthsOf(view);
  const files = set.files.map((id) => view.file(id));
  const exported = files.flatMap(({ exports }) => exports);
  const { ca, ce } = count(set.files);
  const instability = ratio(ce, ca + ce);
  const abstractness = ratio(exported.filter(({ abstract }) => abstract).length, exported.length);
  return {
    path: set.path,
    files: files.length,
    lines: files.reduce((sum, { lines }) => sum + lines, 0),
    ca,
    ce,
    instability,
    abstractness,
    distance: Math.abs(abstractness + instability - 1),
    depth: set.files.reduce((deepest, id) => Math.max(deepest, depths[id] as number), 0),
    reaches: load.files - files.length,
    reachesBytes: load.bytes - files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

type CountCouplings = (files: readonly number[]) => { readonly ca: number; readonly ce: number };

/** Counts the files outside of a set that depend on it, and those that it depends on. */
function couplingCounter(view: GraphView): CountCouplings {
  const mark = new Int32Array(view.files.length);
  let latest = 0;
  const outside = (files: readonly number[], graph: Adjacency): number => {
    const seen = ++latest;
    for (const file of files) mark[file] = seen;
    let count = 0;
    for (const file of files) {
      for (const other of graph[file] as readonly number[]) {
        if (mark[other] === seen) continue;
        mark[other] = seen;
        count++;
      }
    }
    return count;
  };
  return (files) => ({ ca: outside(files, view.reverse), ce: outside(files, view.all) });
}
