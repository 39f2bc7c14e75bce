import type { CarriedName, Dependency } from '#protocol';
import { perView } from '../model/perView.ts';
import type { GraphView } from '../model/view.ts';
import type { Surfaces } from './surface.ts';

/** How far a change is felt: not at all, by the compiler only, or at run time. Ordered, so that they can be compared. */
export type Reach = 0 | 1 | 2;
export const COMPILE_TIME = 1;
export const RUN_TIME = 2;

/** Stands among names for what runs when a file is loaded. No export has this name. */
export const EVALUATION = '';
/** Stands among names for exports that a file does not tell of, as CommonJS files and `export *` of packages have. */
export const UNLISTED = '*';

/** What of a file is affected. */
export interface Change {
  /** Its own code: with it all that it exports itself, and what it does when it is loaded. */
  own: Reach;
  /** Names that it passes on, {@link EVALUATION} and {@link UNLISTED}; most files pass on nothing. */
  names: Map<string, Reach> | undefined;
}

/** Takes in what a change does to a file that refers to the changed one. */
export interface ChangeSink {
  own(reach: Reach): void;
  name(name: string, reach: Reach): void;
}

/** A place that refers to a file. */
export interface Importer {
  readonly from: number;
  readonly dependency: Dependency;
}

/** The places that refer to a file, by file and line; for each file found out when first asked for. */
export const importersOf = perView((view: GraphView) => {
  const known = new Array<readonly Importer[] | undefined>(view.files.length);
  return (file: number): readonly Importer[] => {
    let importers = known[file];
    if (importers === undefined) {
      importers = findImporters(view, file);
      known[file] = importers;
    }
    return importers;
  };
});

function findImporters(view: GraphView, file: number): Importer[] {
  const { path } = view.file(file);
  const importers: Importer[] = [];
  for (const from of view.reverse[file] as readonly number[]) {
    for (const dependency of view.file(from).dependencies) {
      if (dependency.target.kind === 'file' && dependency.target.path === path) importers.push({ from, dependency });
    }
  }
  return importers;
}

/**
 * Carries a change of one file over one reference to it. Code that uses an affected name is affected as a whole:
 * what happens to names inside a file is not looked at. A name that is only passed on affects that name alone.
 * An import without names is there for what the file does when it is loaded, so that is what it feels.
 */
export function carry(surfaces: Surfaces, changed: number, change: Change, importer: Importer, sink: ChangeSink): void {
  const { dependency, from } = importer;
  if (dependency.names.length === 0 || dependency.syntax !== 'export') {
    sink.own(reachOfImport(surfaces, changed, change, dependency));
    return;
  }
  for (const carried of dependency.names) {
    const typeOnly = carried.typeOnly || dependency.typeOnly;
    if (carried.as !== '*') {
      sink.name(carried.as, capped(reachOfName(surfaces, changed, change, carried.imported), typeOnly));
      continue;
    }
    const { own, passed } = surfaces.of(from);
    for (const name of namesForStar(surfaces, changed, change)) {
      if (own.has(name) || passed.has(name)) continue;
      sink.name(name, capped(reachOfName(surfaces, changed, change, name), typeOnly));
    }
  }
  if (!dependency.typeOnly) sink.name(EVALUATION, reachOfName(surfaces, changed, change, EVALUATION));
}

/** The names of a reference through which a change comes to it, as the changed file calls them. */
export function namesFelt(surfaces: Surfaces, changed: number, change: Change, dependency: Dependency): string[] {
  return dependency.names
    .filter(({ imported }: CarriedName) => reachOfName(surfaces, changed, change, imported) > 0)
    .map(({ imported }) => imported);
}

/** How far an import feels a change: as far as the name that is felt most. */
function reachOfImport(surfaces: Surfaces, changed: number, change: Change, { names, typeOnly }: Dependency): Reach {
  if (names.length === 0) return capped(reachOfName(surfaces, changed, change, EVALUATION), typeOnly);
  let most: Reach = 0;
  for (const name of names) {
    const reach = capped(reachOfName(surfaces, changed, change, name.imported), typeOnly || name.typeOnly);
    if (reach > most) most = reach;
  }
  return most;
}

function capped(reach: Reach, typeOnly: boolean): Reach {
  return typeOnly && reach > COMPILE_TIME ? COMPILE_TIME : reach;
}

/** What `export *` passes on of a change. */
function namesForStar(surfaces: Surfaces, changed: number, change: Change): Set<string> {
  const names = new Set(change.names?.keys());
  if (change.own > 0) {
    names.add(UNLISTED);
    for (const name of surfaces.of(changed).own.keys()) names.add(name);
  }
  names.delete('default');
  names.delete(EVALUATION);
  return names;
}

function reachOfName(surfaces: Surfaces, changed: number, change: Change, name: string): Reach {
  const passed = change.names?.get(name) ?? 0;
  if (name === EVALUATION) return larger(change.own, passed);
  if (name === '*') {
    return larger(change.own, mostOfNames(change));
  }
  const own = surfaces.of(changed).own.get(name);
  if (own !== undefined) return larger(passed, capped(change.own, own.typeOnly));
  if (surfaces.listed(changed).has(name)) return passed;
  return larger(larger(passed, change.own), change.names?.get(UNLISTED) ?? 0);
}

/** How far the most affected name that is passed on is affected. */
export function mostOfNames({ names }: Change): Reach {
  let most: Reach = 0;
  if (names !== undefined) {
    for (const [name, reach] of names) if (name !== EVALUATION && reach > most) most = reach;
  }
  return most;
}

/** Adds to a change; tells whether it grew. */
export function raiseOwn(change: Change, reach: Reach): boolean {
  if (reach <= change.own) return false;
  change.own = reach;
  return true;
}

/** Adds to a change; tells whether it grew. */
export function raiseName(change: Change, name: string, reach: Reach): boolean {
  if (reach <= (change.names?.get(name) ?? 0)) return false;
  change.names ??= new Map();
  change.names.set(name, reach);
  return true;
}

export function larger(a: Reach, b: Reach): Reach {
  return a > b ? a : b;
}
