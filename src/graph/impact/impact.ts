import { ToolwrightError } from '#base';
import type { ImpactedFile, ImpactReport } from '#protocol';
import { didYouMean, fileId } from '../model/lookUp.ts';
import type { GraphView } from '../model/view.ts';
import {
  type Change,
  COMPILE_TIME,
  EVALUATION,
  larger,
  mostOfNames,
  namesFelt,
  type Reach,
  RUN_TIME,
  UNLISTED,
} from './change.ts';
import { type Spread, spread } from './spread.ts';
import { type Surfaces, surfacesOf } from './surface.ts';
import { isTest } from './tests.ts';

/**
 * Who is affected when a file, or one export of it, changes.
 *
 * Names are followed, through barrels and under other names. Inside a file they are not: code that uses an affected
 * name affects everything that its file exports itself. So the answer may hold a file that is not affected, but
 * leaves out none that depends on the subject by a name, or loads it by an import without names. A file that imports
 * `b` from a barrel which also passes on the subject's `a` counts as not affected, although it loads the subject.
 * Without an export name, whatever the file offers may have changed, what it passes on included.
 *
 * @throws ToolwrightError `file-not-in-graph`, `export-not-in-file`
 */
export function impactOf(view: GraphView, path: string, exportName?: string): ImpactReport {
  const id = fileId(view, path);
  const start = exportName === undefined ? wholeFile(surfacesOf(view), id) : oneExport(view, id, exportName);
  const reached = spread(view, id, start);
  const affected = affectedFiles(reached, id).sort(
    (a, b) => (reached.distance[a] as number) - (reached.distance[b] as number) || a - b,
  );
  const describeAll = (test: boolean) =>
    affected.filter((file) => isTest(view, file) === test).map((file) => describe(view, reached, file));
  return {
    subject: exportName === undefined ? { path } : { path, exportName },
    files: describeAll(false),
    tests: describeAll(true),
  };
}

/** Everything that a file offers. */
export function wholeFile(surfaces: Surfaces, id: number): Change {
  const names = new Map<string, Reach>([[UNLISTED, RUN_TIME]]);
  const { own, passed } = surfaces.of(id);
  for (const name of surfaces.listed(id)) {
    if (!own.has(name)) names.set(name, passed.get(name)?.typeOnly ? COMPILE_TIME : RUN_TIME);
  }
  return { own: RUN_TIME, names };
}

/**
 * One name that a file offers.
 * @throws ToolwrightError `export-not-in-file` unless the file may offer the name without telling
 */
export function oneExport(view: GraphView, id: number, name: string): Change {
  const surfaces = surfacesOf(view);
  const { own, passed, stars } = surfaces.of(id);
  const listed = surfaces.listed(id);
  // A CommonJS file may tell of nothing, or only that it assigns to module.exports.
  const tellsNames = [...listed].some((each) => each !== 'default');
  const tellsAll = tellsNames && stars.every((star) => surfaces.targetOf(star) !== undefined);
  if (!listed.has(name) && tellsAll) {
    throw new ToolwrightError('export-not-in-file', `${view.file(id).path} exports nothing called ${name}.`, {
      hint: didYouMean(name, [...listed]) ?? `It exports ${[...listed].sort().join(', ')}.`,
    });
  }
  const typeOnly = own.get(name)?.typeOnly ?? passed.get(name)?.typeOnly ?? false;
  const reach = typeOnly ? COMPILE_TIME : RUN_TIME;
  const names = new Map<string, Reach>([[name, reach]]);
  // What is assigned to module.exports may have members that the file does not tell of.
  if (name === 'default') names.set(UNLISTED, reach);
  return { own: 0, names };
}

/**
 * Files whose code or names are affected. A barrel that is merely loaded is not, unless it is on the way to a file
 * that is there for the loading: every way can be followed back to the subject.
 */
function affectedFiles({ changes, via }: Spread, subject: number): number[] {
  const affected = new Set<number>();
  changes.forEach((change, file) => {
    if (change === undefined || (change.own === 0 && mostOfNames(change) === 0)) return;
    for (let at = file; at !== subject && !affected.has(at); at = via[at] as number) affected.add(at);
  });
  return [...affected];
}

function describe(view: GraphView, { changes, distance, via }: Spread, file: number): ImpactedFile {
  const next = via[file] as number;
  const nextPath = view.file(next).path;
  const references = view
    .file(file)
    .dependencies.filter(({ target }) => target.kind === 'file' && target.path === nextPath);
  const felt = references.map((dependency) => ({
    dependency,
    names: namesFelt(surfacesOf(view), next, changes[next] as Change, dependency),
  }));
  const first = felt.find(({ names }) => names.length > 0)?.dependency ?? references[0];
  if (first === undefined) throw new Error('a step of a way is not an edge of the view');
  const change = changes[file] as Change;
  const reach = larger(larger(change.own, mostOfNames(change)), change.names?.get(EVALUATION) ?? 0);
  return {
    path: view.file(file).path,
    distance: distance[file] as number,
    via: nextPath,
    line: first.line,
    names: [...new Set(felt.flatMap(({ names }) => names))].sort(),
    typeOnly: reach === COMPILE_TIME,
  };
}
