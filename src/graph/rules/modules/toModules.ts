import { folderOf } from '#base';
import type { WorkspacePackage } from '#protocol';
import { isSourceFile } from '../../extract/language.ts';
import type { GraphView } from '../../model/view.ts';
import type { GraphOptions } from '../config/ruleSet.ts';
import { type PackageFacts, type ReaderContext, readDependencies } from './dependencies.ts';
import type { Module, ModuleDependency } from './module.ts';

/**
 * The graph as dependency-cruiser would have found it with the options of a rule set: files that are sources, and
 * whatever they depend on, packages, built-ins and what could not be resolved included. Two things are known less well:
 * an import whose names are only used as types counts as erased only where it says `type`; a package that is declared
 * but not installed counts as resolved.
 */
export function toModules(
  view: GraphView,
  packages: readonly WorkspacePackage[],
  rules: ReaderContext['rules'],
  facts: PackageFacts = {},
): Module[] {
  const { options } = rules;
  const context: ReaderContext = {
    rules,
    facts,
    manifestsOf: manifests(packages, options.combinedDependencies),
    isSource: (path) => isSourceFile(path) && view.idOf.has(path),
  };
  const starts = startsHere(options);
  const modules = new Map<string, Module>();
  for (const { path } of view.files) {
    if (isSourceFile(path) && starts(path)) follow(path, view, context, modules);
  }
  return [...modules.values()];
}

/** Depth first, each module before what it depends on: the order of modules in a cruise result. */
function follow(path: string, view: GraphView, context: ReaderContext, modules: Map<string, Module>): void {
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const id = view.idOf.get(next);
    if (id === undefined || isFollowed(modules.get(next))) continue;
    const dependencies = readDependencies(view.file(id), context);
    modules.set(next, { source: next, dependencies });
    for (const dependency of dependencies) {
      const { followable, resolved } = dependency;
      if (!followable && !modules.has(resolved)) modules.set(resolved, leafOf(dependency));
    }
    for (const { followable, resolved } of dependencies.toReversed()) if (followable) open.push(resolved);
  }
}

function isFollowed(module: Module | undefined): boolean {
  return module !== undefined && module.followable === undefined;
}

function leafOf(dependency: ModuleDependency): Module {
  const { resolved, coreModule, couldNotResolve, matchesDoNotFollow = false, dependencyTypes } = dependency;
  return {
    source: resolved,
    followable: false,
    coreModule,
    couldNotResolve,
    matchesDoNotFollow,
    dependencyTypes,
    dependencies: [],
  };
}

/** Whether dependency-cruiser would begin with a file; it may still come to it from another one. */
export function startsHere({ exclude, doNotFollow, includeOnly }: GraphOptions): (path: string) => boolean {
  const known = new Map<string, boolean>([['', false]]);
  const isSkipped = (path: string): boolean => {
    let skipped = known.get(path);
    if (skipped === undefined) {
      skipped = isSkipped(folderOf(path)) || exclude?.test(path) === true || doNotFollow?.test(path) === true;
      known.set(path, skipped);
    }
    return skipped;
  };
  return (path) => !isSkipped(path) && (!includeOnly || includeOnly.test(path));
}

/** Finds the package.json files that count for a file: the nearest, or all on the way up. */
function manifests(packages: readonly WorkspacePackage[], all: boolean): (path: string) => readonly WorkspacePackage[] {
  const byFolder = new Map(packages.map((folder) => [folder.path, folder]));
  const known = new Map<string, readonly WorkspacePackage[]>();
  const of = (folder: string): readonly WorkspacePackage[] => {
    let found = known.get(folder);
    if (!found) {
      const own = byFolder.get(folder);
      const above = folder === '' || (own && !all) ? [] : of(folderOf(folder));
      found = own ? [own, ...above] : above;
      known.set(folder, found);
    }
    return found;
  };
  return (path) => of(folderOf(path));
}
