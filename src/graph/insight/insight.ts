import {
  type Dependency,
  dependencyKind,
  type ExportInsight,
  type FileInsight,
  type ImportInsight,
  isWrittenTypeOnly,
} from '#protocol';
import { cycleIndexOf } from '../cycles/cycleIndex.ts';
import { surfacesOf } from '../impact/surface.ts';
import { importWeights } from '../metrics/importWeight.ts';
import { fileId } from '../model/lookUp.ts';
import type { GraphView } from '../model/view.ts';
import { dependentsOf } from './dependents.ts';

/**
 * What lenses and hovers say of one file. Exports are those that the file writes down, its own and those it passes on
 * by name, by line; what comes through `export *` has no place to show anything at.
 *
 * @throws ToolwrightError `file-not-in-graph`
 */
export function insightOf(view: GraphView, path: string): FileInsight {
  const id = fileId(view, path);
  const cycles = cycleIndexOf(view);
  const dependents = dependentsOf(view, id);
  return {
    path,
    directDependents: (view.reverse[id] as readonly number[]).filter((importer) => importer !== id).length,
    dependents: dependents.files,
    tests: dependents.tests,
    cycleSize: cycles.groupSize(id),
    runtimeCycle: cycles.atRuntime(id),
    exports: dependents.exports
      .map((counts): ExportInsight => ({ ...counts, line: lineOfExport(view, id, counts.name) }))
      .sort((a, b) => a.line - b.line),
    imports: importInsights(view, id),
  };
}

function lineOfExport(view: GraphView, id: number, name: string): number {
  const { own, passed } = surfacesOf(view).of(id);
  return own.get(name)?.line ?? passed.get(name)?.dependency.line ?? 1;
}

function importInsights(view: GraphView, id: number): ImportInsight[] {
  const weights = importWeights(view, id);
  const cycles = cycleIndexOf(view).throughEdges(id);
  const describe = (dependency: Dependency): ImportInsight => {
    const { specifier, start, end, line, target, typeOnly } = dependency;
    const to = target.kind === 'file' ? view.idOf.get(target.path) : undefined;
    const weight = to === undefined || typeOnly ? undefined : weights.get(to);
    return {
      specifier,
      start,
      end,
      line,
      kind: dependencyKind(dependency),
      ...(typeOnly && !isWrittenTypeOnly(dependency) ? { dropped: true } : {}),
      ...(target.kind === 'file' ? { path: target.path } : {}),
      cycleSize: (to === undefined ? undefined : cycles.get(to)) ?? 0,
      ...(weight === undefined ? {} : { weight }),
      ...(target.kind === 'unresolved' ? { unresolved: target.reason } : {}),
    };
  };
  return view.file(id).dependencies.map(describe);
}
