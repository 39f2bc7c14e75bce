import { isBuiltin } from 'node:module';
import type { DependencyType } from 'dependency-cruiser';
import type { Dependency, DependencySyntax, GraphFile, WorkspacePackage } from '#protocol';
import type { RuleSet } from '../config/ruleSet.ts';
import { moduleSystemOf, syntaxTypes, targetTypes } from './dependencyTypes.ts';
import type { ModuleDependency } from './module.ts';

/** Facts about installed packages that the graph does not hold; asked for only where a rule needs them. */
export interface PackageFacts {
  /** The `license` field of a package as it is installed for a file, undefined where it is not known. */
  licenceOf?(packageName: string, fromPath: string): string | undefined;
  /** Whether the installed package says of itself that it is deprecated. */
  isDeprecated?(packageName: string, fromPath: string): boolean;
}

export interface ReaderContext {
  readonly rules: Pick<RuleSet, 'options' | 'needsLicences' | 'needsDeprecations'>;
  readonly facts: PackageFacts;
  /** The package.json files that count for a file, nearest first. */
  manifestsOf(path: string): readonly WorkspacePackage[];
  /** Whether a path is a source file of the graph. */
  isSource(path: string): boolean;
}

/** The dependencies of a file as dependency-cruiser would list them: each once, in its order, as its options ask. */
export function readDependencies(file: GraphFile, context: ReaderContext): ModuleDependency[] {
  const { options } = context.rules;
  const seen = new Map<string, ModuleDependency>();
  for (const dependency of inReadingOrder(file.dependencies, options.preCompilation === 'ignored')) {
    const found = read(dependency, file, context);
    const key = keyOf(found);
    if (!seen.has(key)) seen.set(key, found);
  }
  return [...seen]
    .sort(([a], [b]) => order.compare(a, b))
    .map(([, dependency]) => dependency)
    .filter(
      ({ resolved, moduleSystem, dynamic }) =>
        options.moduleSystems.includes(moduleSystem) &&
        !options.exclude?.test(resolved) &&
        (!options.includeOnly || options.includeOnly.test(resolved)) &&
        options.excludeDynamic !== dynamic,
    );
}

/** The same on every machine; for paths it is the order of dependency-cruiser's `localeCompare`. */
const order = new Intl.Collator('en');

function keyOf({ module, moduleSystem, dependencyTypes }: ModuleDependency): string {
  return `${module} ${moduleSystem} ${dependencyTypes.includes('type-only')}`;
}

/** Of dependencies that count as one the first stands for all, so the order of reading matters. */
const rank: Record<DependencySyntax, number> = {
  import: 0,
  export: 1,
  'import-equals': 2,
  'triple-slash-path': 3,
  'triple-slash-types': 3,
  'dynamic-import': 4,
  require: 4,
  'import-type': 4,
};

function inReadingOrder(dependencies: readonly Dependency[], asCompiled: boolean): readonly Dependency[] {
  if (asCompiled)
    return dependencies.filter((dependency) => !isErased(dependency) && !isPassedOn(dependency, dependencies));
  return dependencies
    .filter((dependency) => !isPassedOn(dependency, dependencies))
    .sort((a, b) => rank[a.syntax] - rank[b.syntax] || a.start - b.start);
}

function isErased({ typeOnly, syntax }: Dependency): boolean {
  return typeOnly || syntax === 'import-type' || syntax.startsWith('triple-slash');
}

/** `export { a }` of an imported `a` is a second dependency at the place of the import; dependency-cruiser sees one. */
function isPassedOn({ syntax, start }: Dependency, all: readonly Dependency[]): boolean {
  return syntax === 'export' && all.some((other) => other.syntax === 'import' && other.start === start);
}

function read(dependency: Dependency, { path }: GraphFile, context: ReaderContext): ModuleDependency {
  const { target, syntax } = dependency;
  const { options } = context.rules;
  const erased = isErased(dependency);
  const marked = options.preCompilation === 'marked';
  const { module, protocol } = splitProtocol(dependency.specifier);
  const resolved = resolvedName(dependency, module);
  const types: DependencyType[] = [
    ...targetTypes(dependency, target.kind === 'package' ? context.manifestsOf(path) : []),
    ...packageTypes(dependency, path, context),
    ...(target.kind === 'unresolved' ? [] : syntaxTypes(dependency)),
    ...(marked && erased && target.kind !== 'unresolved' ? (['pre-compilation-only'] as const) : []),
  ];
  const stops = target.kind === 'package' || doesNotFollow(resolved, types, context);
  const license = licenceOf(dependency, path, context);
  return {
    module,
    ...(protocol === undefined ? {} : { protocol }),
    resolved,
    moduleSystem: moduleSystemOf[syntax],
    dependencyTypes: types,
    dynamic: syntax === 'dynamic-import',
    coreModule: target.kind === 'builtin',
    couldNotResolve: target.kind === 'unresolved',
    followable: target.kind === 'file' && !stops && context.isSource(target.path),
    exoticallyRequired: false,
    matchesDoNotFollow: stops,
    ...(marked ? { preCompilationOnly: erased } : {}),
    ...(license === undefined ? {} : { license }),
    line: dependency.line,
  };
}

/** Packages are leaves of the graph, as with `doNotFollow: 'node_modules'`. */
function doesNotFollow(
  resolved: string,
  types: readonly DependencyType[],
  { rules: { options } }: ReaderContext,
): boolean {
  return options.doNotFollow?.test(resolved) === true || options.doNotFollowTypes.some((type) => types.includes(type));
}

function packageTypes({ target }: Dependency, path: string, { rules, facts }: ReaderContext): DependencyType[] {
  if (target.kind !== 'package' || !rules.needsDeprecations) return [];
  return facts.isDeprecated?.(target.name, path) ? ['deprecated'] : [];
}

function licenceOf({ target }: Dependency, path: string, { rules, facts }: ReaderContext): string | undefined {
  return target.kind === 'package' && rules.needsLicences ? facts.licenceOf?.(target.name, path) : undefined;
}

function resolvedName({ target }: Dependency, module: string): string {
  switch (target.kind) {
    case 'file':
      return target.path;
    case 'package':
      return packagePath(target.name, target.path, module);
    case 'builtin':
    case 'unresolved':
      return module;
  }
}

/**
 * Where a package is. A package that brings its own declarations was resolved to those; rules mean what runs, so they
 * are given the package's folder and what is imported from it.
 */
function packagePath(name: string, path: string | undefined, module: string): string {
  if (path !== undefined && (!/\.d\.[cm]?ts$/.test(path) || name.startsWith('@types/'))) return path;
  const folder = path?.slice(0, path.lastIndexOf(`node_modules/${name}`)) ?? '';
  const inside = module.startsWith(`${name}/`) ? module.slice(name.length) : '';
  return `${folder}node_modules/${name}${inside}`;
}

/** `node:fs` and `fs` are one module; `node:test` exists with its protocol only. */
function splitProtocol(specifier: string): { module: string; protocol?: string } {
  const match = /^(node:|file:|data:|bun:)(.+)$/.exec(specifier);
  if (!match) return { module: specifier };
  const [, protocol = '', rest = ''] = match;
  const split = protocol === 'file:' || (protocol === 'node:' && isBuiltin(rest));
  return { module: split ? rest : specifier, protocol };
}
