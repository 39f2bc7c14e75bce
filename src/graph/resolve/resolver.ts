import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path/posix';
import { createPathsMatcher, type PathsMatcher, type TsConfigResult } from 'get-tsconfig';
import { type NapiResolveOptions, ResolverFactory } from 'oxc-resolver';
import { folderOf, parentOf } from '#base';
import type { Dependency, DependencyTarget } from '#protocol';
import { configFor, isExcluded, type PackageFolder, type TsConfig } from '#workspace';
import { isSourceFile } from '../extract/language.ts';
import { baseConditions, type LoadedBy, loadedBy } from './conditions.ts';
import type { ResolveEnvironment } from './environment.ts';
import { memberEntries, membersByName, packageNameOf, subpathImportTargets } from './members.ts';
import { sourceOfOutput } from './outputs.ts';
import { explainBare, explainRelative } from './reasons.ts';
import { extensionAlias, extensions, findListed, relativeBase } from './relative.ts';

const declaration = /\.d\.(?:[^/.]+\.)?[cm]?ts$/;

/** Resolution settings of the files below one tsconfig, for one way of loading. */
interface Project {
  readonly config: TsConfigResult | undefined;
  readonly paths: PathsMatcher | null;
  readonly conditions: readonly string[];
  readonly disk: ResolverFactory;
  /** Other suffixes or virtual folders: the listed files alone can't tell. */
  readonly unusual: boolean;
}

/**
 * Finds out where specifiers lead, by the rules of TypeScript's bundler resolution: relative paths, tsconfig `paths` and
 * `baseUrl` of the nearest tsconfig, package.json `imports` and `exports` with `customConditions`, members of the
 * npm, pnpm or yarn workspace (also before they are built or linked), node_modules, Node's own modules.
 * Answers are remembered until {@link forget}.
 */
export class Resolver {
  readonly environment: ResolveEnvironment;
  readonly #listed: Set<string>;
  readonly #members: ReadonlyMap<string, PackageFolder>;
  readonly #packages: ReadonlyMap<string, PackageFolder>;
  readonly #tsconfigs: ReadonlyMap<string, TsConfig>;
  readonly #projects = new Map<TsConfigResult | undefined, Map<string, Project>>();
  readonly #nearest = new Map<string, TsConfig | undefined>();
  readonly #known = new Map<string, DependencyTarget>();
  readonly #disks = new Map<string, ResolverFactory>();
  #byLowerCase: ReadonlyMap<string, string> | undefined;

  constructor(environment: ResolveEnvironment) {
    this.environment = environment;
    this.#listed = new Set(environment.files);
    this.#members = membersByName(environment.packages);
    this.#packages = new Map(environment.packages.map((folder) => [folder.path, folder]));
    const tsconfigs = new Map<string, TsConfig>();
    for (const config of environment.tsconfigs) {
      const folder = relative(environment.root, dirname(config.path));
      if (!tsconfigs.has(folder) || !config.path.endsWith('jsconfig.json')) tsconfigs.set(folder, config);
    }
    this.#tsconfigs = tsconfigs;
  }

  /** The files that the graph may contain, kept up to date by {@link forget}. */
  get listed(): ReadonlySet<string> {
    return this.#listed;
  }

  /** Whether a new file can take the place of an installed package: by `paths` or `baseUrl` of some tsconfig. */
  get redirectsPackages(): boolean {
    return this.environment.tsconfigs.some((config) =>
      [config, ...config.references].some(
        ({ config: { compilerOptions } }) => compilerOptions?.paths ?? compilerOptions?.baseUrl,
      ),
    );
  }

  /**
   * @param from the importing file, relative to the workspace folder
   * @param how what the import is, where that is known: a package may have other files for `require`, and others for types
   */
  resolve(from: string, specifier: string, how?: Pick<Dependency, 'syntax' | 'typeOnly'>): DependencyTarget {
    const folder = folderOf(from);
    const nearest = this.#nearestConfig(folder);
    const config = nearest && this.#configOf(nearest, from);
    const relativeOne = specifier.startsWith('.');
    const by = relativeOne || !how ? 'any' : loadedBy(how.syntax);
    const typesWanted = relativeOne || !how || how.typeOnly;
    const way = by === 'any' && typesWanted ? '' : `\0${by}\0${typesWanted}`;
    const key = `${folder}\0${specifier}\0${config === nearest ? '' : config?.path}${way}`;
    let target = this.#known.get(key);
    if (!target) {
      target = this.#findBest(from, specifier, config, by, typesWanted);
      this.#known.set(key, target);
    }
    return target;
  }

  /**
   * Whether the compiler of a file drops imports that are used as types only, as TypeScript does unless it is told
   * otherwise.
   */
  elidesImports(path: string): boolean {
    const nearest = this.#nearestConfig(folderOf(path));
    const options = nearest && this.#configOf(nearest, path).config.compilerOptions;
    return !(
      options?.verbatimModuleSyntax ||
      options?.preserveValueImports ||
      /^(?:preserve|error)$/i.test(options?.importsNotUsedAsValues ?? '')
    );
  }

  /** A file appeared or went: what the disk said before counts no more. */
  forget(changes: { readonly added: Iterable<string>; readonly removed: Iterable<string> }): void {
    for (const path of changes.added) this.#listed.add(path);
    for (const path of changes.removed) this.#listed.delete(path);
    this.#known.clear();
    this.#byLowerCase = undefined;
    for (const disk of this.#disks.values()) disk.clearCache();
  }

  #findBest(
    from: string,
    specifier: string,
    config: TsConfigResult | undefined,
    by: LoadedBy,
    typesWanted: boolean,
  ): DependencyTarget {
    const target = this.#findLoaded(from, specifier, config, by, true);
    if (typesWanted || target.kind !== 'file' || !declaration.test(target.path)) return target;
    // Its declarations alone would hide what runs: what changes there would reach nobody.
    const code = this.#findLoaded(from, specifier, config, by, false);
    return code.kind === 'file' &&
      this.#listed.has(code.path) &&
      isSourceFile(code.path) &&
      !declaration.test(code.path)
      ? code
      : target;
  }

  /** A package that is made for the other way of loading is better than none: a compiler may turn one into the other. */
  #findLoaded(
    from: string,
    specifier: string,
    config: TsConfigResult | undefined,
    by: LoadedBy,
    types: boolean,
  ): DependencyTarget {
    const target = this.#find(from, specifier, this.#project(config, by, types));
    const nowhere = target.kind === 'unresolved' || (target.kind === 'package' && target.path === undefined);
    return nowhere && by !== 'any' ? this.#find(from, specifier, this.#project(config, 'any', types)) : target;
  }

  #find(from: string, written: string, project: Project): DependencyTarget {
    const specifier = written.replace(/^[^#?]*\?.*$/, (whole) => whole.slice(0, whole.indexOf('?')));
    if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') };
    if (/^(?:https?:|data:|virtual:|bun:|deno:|jsr:|npm:)/.test(specifier)) return { kind: 'package', name: specifier };
    if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return this.#relative(from, specifier, project);
    if (specifier.startsWith('#')) {
      const viaPaths = this.#viaPaths(specifier, project);
      return viaPaths ?? this.#subpathImport(from, specifier, project);
    }
    return this.#viaPaths(specifier, project) ?? this.#bare(from, specifier, project);
  }

  #relative(from: string, specifier: string, project: Project): DependencyTarget {
    const base = specifier.startsWith('/') ? undefined : relativeBase(folderOf(from), specifier);
    const listed = base === undefined || project.unusual ? undefined : findListed(base, this.#listed);
    if (listed !== undefined) return { kind: 'file', path: listed };
    const onDisk = this.#onDisk(from, specifier, project) ?? this.#viaRootDirs(from, specifier, project);
    if (onDisk !== undefined) return this.#located(onDisk, undefined);
    return { kind: 'unresolved', reason: explainRelative(base, specifier, this.#sameButForCase()) };
  }

  /** tsconfig `rootDirs`: several folders that are one at run time. */
  #viaRootDirs(from: string, specifier: string, { config }: Project): string | undefined {
    const folder = config && dirname(config.path);
    const roots = config?.config.compilerOptions?.rootDirs?.map((root) => join(folder ?? '', root)) ?? [];
    const wanted = join(this.environment.root, folderOf(from), specifier);
    const home = roots.find((root) => wanted.startsWith(`${root}/`));
    if (home === undefined) return undefined;
    for (const root of roots) {
      const found = findListed(relative(this.environment.root, root + wanted.slice(home.length)), this.#listed);
      if (found !== undefined) return join(this.environment.root, found);
    }
    return undefined;
  }

  #viaPaths(specifier: string, project: Project): DependencyTarget | undefined {
    if (!project.paths) return undefined;
    for (const candidate of project.paths(specifier)) {
      const base = relative(this.environment.root, candidate);
      const listed = base.startsWith('..') || project.unusual ? undefined : findListed(base, this.#listed);
      const found = listed === undefined ? this.#onDisk('', candidate, project) : join(this.environment.root, listed);
      if (found !== undefined)
        return this.#located(found, matchesPaths(project.config, specifier) ? 'tsconfig-paths' : 'tsconfig-base-url');
    }
    return undefined;
  }

  #subpathImport(from: string, specifier: string, project: Project): DependencyTarget {
    const found = this.#onDisk(from, specifier, project);
    if (found !== undefined) return this.#located(found, 'subpath-import');
    const owner = this.#ownerOf(from);
    for (const target of owner ? subpathImportTargets(owner, specifier, project.conditions) : []) {
      const leadsTo = this.#subpathTarget(owner as PackageFolder, target, project);
      if (leadsTo) return leadsTo;
    }
    return {
      kind: 'unresolved',
      reason: `no entry of "imports" in ${join(owner?.path ?? '', 'package.json')} leads to an existing file`,
    };
  }

  /** A file of the package itself, or what a name leads to from there. */
  #subpathTarget(owner: PackageFolder, target: string, project: Project): DependencyTarget | undefined {
    if (target.startsWith('.')) {
      const source = this.#listedOrSource(join(owner.path, target));
      return source === undefined ? undefined : { kind: 'file', path: source, alias: 'subpath-import' };
    }
    if (isBuiltin(target)) return { kind: 'builtin', name: target.replace(/^node:/, '') };
    const found = this.#bare(join(owner.path, 'package.json'), target, project);
    return found.kind === 'file' || found.kind === 'package' ? { ...found, alias: 'subpath-import' } : undefined;
  }

  #bare(from: string, specifier: string, project: Project): DependencyTarget {
    const name = packageNameOf(specifier);
    const member = this.#members.get(name);
    const found = this.#onDisk(from, specifier, project);
    if (found !== undefined && (member === undefined || !found.includes('/node_modules/')))
      return this.#located(found, 'workspace');
    for (const entry of member ? memberEntries(member, specifier, project.conditions) : []) {
      const source = this.#listedOrSource(entry);
      if (source !== undefined) return { kind: 'file', path: source, alias: 'workspace' };
    }
    if (found !== undefined) return this.#located(found, undefined);
    const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
    const typesPath = this.#onDisk(from, types, project);
    if (typesPath !== undefined) return this.#located(typesPath, undefined);
    return this.#declared(from, name) ?? { kind: 'unresolved', reason: explainBare(specifier, name, member) };
  }

  /** A dependency that a package.json on the way up declares, but that is not installed. */
  #declared(from: string, name: string): DependencyTarget | undefined {
    for (let folder: string | undefined = folderOf(from); folder !== undefined; folder = parentOf(folder)) {
      const manifest = this.#packages.get(folder)?.manifest;
      if (!manifest) continue;
      const groups = [
        manifest.dependencies,
        manifest.devDependencies,
        manifest.peerDependencies,
        manifest.optionalDependencies,
      ];
      if (groups.some((group) => group?.[name] !== undefined)) return { kind: 'package', name };
    }
    return undefined;
  }

  /** Turns an existing absolute path into a target. */
  #located(path: string, alias: Extract<DependencyTarget, { kind: 'file' }>['alias']): DependencyTarget {
    const inside = relative(this.environment.root, path);
    // The workspace folder itself may be an installed package.
    const own = path.startsWith(`${this.environment.root}/`) ? `/${inside}` : path;
    const modules = own.lastIndexOf('/node_modules/');
    if (modules !== -1) {
      const name = packageNameOf(own.slice(modules + '/node_modules/'.length));
      return { kind: 'package', name, path: inside, ...(alias && alias !== 'workspace' ? { alias } : {}) };
    }
    const file = this.#listed.has(inside) ? inside : (this.#sourceOf(inside) ?? inside);
    return { kind: 'file', path: file, ...(alias ? { alias } : {}) };
  }

  #listedOrSource(entry: string): string | undefined {
    return findListed(entry, this.#listed) ?? this.#sourceOf(entry);
  }

  /** Built files are not in the graph; what they were built from is. */
  #sourceOf(path: string): string | undefined {
    const owner = this.#ownerOf(path);
    if (!owner) return undefined;
    return sourceOfOutput(path, owner, this.#nearestConfig(owner.path), this.environment.root, this.#listed);
  }

  #ownerOf(path: string): PackageFolder | undefined {
    for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = parentOf(folder)) {
      const owner = this.#packages.get(folder);
      if (owner) return owner;
    }
    return undefined;
  }

  /** Whether the nearest tsconfig leaves a file out on purpose. @param path relative to the workspace folder */
  isExcluded(path: string): boolean {
    const config = this.#nearestConfig(folderOf(path));
    return config !== undefined && isExcluded(config, `${this.environment.root}/${path}`);
  }

  #sameButForCase(): ReadonlyMap<string, string> {
    this.#byLowerCase ??= new Map([...this.#listed].sort().map((path) => [path.toLowerCase(), path]));
    return this.#byLowerCase;
  }

  #onDisk(from: string, specifier: string, project: Project): string | undefined {
    const folder = from.includes('/') ? `${this.environment.root}/${folderOf(from)}` : this.environment.root;
    const path = project.disk.sync(folder, specifier).path;
    return path === undefined ? undefined : path.replaceAll('\\', '/');
  }

  #nearestConfig(folder: string): TsConfig | undefined {
    if (this.#nearest.has(folder)) return this.#nearest.get(folder);
    const parent = parentOf(folder);
    const config = this.#tsconfigs.get(folder) ?? (parent === undefined ? undefined : this.#nearestConfig(parent));
    this.#nearest.set(folder, config);
    return config;
  }

  #configOf(nearest: TsConfig, path: string): TsConfigResult {
    return configFor(nearest, `${this.environment.root}/${path}`);
  }

  #project(config: TsConfigResult | undefined, by: LoadedBy, types: boolean): Project {
    let projects = this.#projects.get(config);
    if (!projects) {
      projects = new Map();
      this.#projects.set(config, projects);
    }
    const key = `${by}\0${types}`;
    let project = projects.get(key);
    if (!project) {
      project = this.#createProject(config, by, types);
      projects.set(key, project);
    }
    return project;
  }

  #createProject(config: TsConfigResult | undefined, by: LoadedBy, types: boolean): Project {
    const options = config?.config.compilerOptions ?? {};
    const conditions = [...(options.customConditions ?? []), ...baseConditions(by, types)];
    const suffixes = options.moduleSuffixes ?? [];
    const settings: NapiResolveOptions = {
      conditionNames: conditions,
      extensions:
        suffixes.length === 0
          ? extensions
          : suffixes.flatMap((suffix) => extensions.map((extension) => suffix + extension)),
      extensionAlias,
      mainFields: [...(types ? ['types'] : []), 'module', 'main'],
      nodePath: false,
    };
    return {
      config,
      paths: config ? createPathsMatcher(config) : null,
      conditions,
      disk: this.#diskWith(settings),
      unusual: suffixes.length > 0,
    };
  }

  /** One resolver for all projects with the same settings, and one cache of the disk for all: they ask the same folders. */
  #diskWith(settings: NapiResolveOptions): ResolverFactory {
    const key = JSON.stringify([settings.conditionNames, settings.extensions, settings.mainFields]);
    let disk = this.#disks.get(key);
    if (!disk) {
      const [first] = this.#disks.values();
      disk = first ? first.cloneWithOptions(settings) : new ResolverFactory(settings);
      this.#disks.set(key, disk);
    }
    return disk;
  }
}

function matchesPaths(config: TsConfigResult | undefined, specifier: string): boolean {
  return Object.keys(config?.config.compilerOptions?.paths ?? {}).some((pattern) => {
    const [before = '', after] = pattern.split('*');
    return after === undefined ? specifier === before : specifier.startsWith(before) && specifier.endsWith(after);
  });
}
