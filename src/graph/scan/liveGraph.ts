import { type Problem, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import type { Dependency, DependencyTarget, FileEvent } from '#protocol';
import { IgnoreRules, listFiles, modifiedOf, type PackageFolder } from '#workspace';
import { type AnalysedFile, analyseFile } from '../extract/analyse.ts';
import { isSourceFile } from '../extract/language.ts';
import { GraphView } from '../model/view.ts';
import { isConfiguration, readEnvironment } from '../resolve/environment.ts';
import { Resolver } from '../resolve/resolver.ts';
import { readCache, resolvesAlike, writeCache } from './cache.ts';
import { isListed, lookAt } from './disk.ts';
import { type Known, nothingKnown, readStale, splitByFreshness } from './known.ts';
import { leafFiles, movesLeaves } from './leaves.ts';
import { redirectable, resolvedAgain } from './redirect.ts';
import { type AnalyseHelper, startHelpers } from './threads.ts';

export interface LiveGraphOptions {
  /** Absolute, with `/`, without one at the end. */
  readonly root: string;
  /** Where the cache is kept; without it nothing is remembered. */
  readonly cacheFile?: string | undefined;
  /** Left out of the graph, in the syntax of .gitignore. */
  readonly exclude?: readonly string[] | undefined;
}

/** One state of the graph. */
export interface GraphSnapshot {
  readonly view: GraphView;
  readonly packages: readonly PackageFolder[];
  /** Where a specifier would lead from a file of the graph; what is beyond the listed files is looked up as it is now. */
  resolve(from: string, specifier: string, how?: Pick<Dependency, 'syntax' | 'typeOnly'>): DependencyTarget;
}

/** So many changed files are read as in a scan: by all threads, and with an ear for who cancels. */
const manyFiles = 400;

/** The dependency graph of a folder, kept up to date with it. At any time it equals what a fresh scan would find. */
export class LiveGraph {
  readonly #options: LiveGraphOptions;
  #rules: IgnoreRules;
  /** Source files by path. */
  #files = new Map<string, AnalysedFile>();
  /** When the files were read, by the clock of their stamps. */
  #readAt = 0;
  /** Also keeps the list of files; absent before the first scan. */
  #resolver: Resolver | undefined;
  #unsaved = false;
  /** Events that no finished scan or update has seen. */
  #missed: readonly FileEvent[] = [];
  #view = GraphView.of([]);
  #scanProblems: readonly Problem[] = [];
  #fromCache = 0;

  constructor(options: LiveGraphOptions) {
    this.#options = options;
    this.#rules = new IgnoreRules(options.root, options.exclude);
  }

  get view(): GraphView {
    return this.#view;
  }

  get packages(): readonly PackageFolder[] {
    return this.#resolver?.environment.packages ?? [];
  }

  /** What went wrong with folders, configuration and files. */
  get problems(): readonly Problem[] {
    return [...this.#scanProblems, ...this.#view.files.flatMap((file) => file.problems)];
  }

  /** The present state, which later changes leave as it is. Needs a scan before. */
  snapshot(): GraphSnapshot {
    if (!this.#resolver) throw new Error('nothing was scanned yet');
    const environment = { ...this.#resolver.environment, files: [...this.#resolver.listed] };
    let resolver: Resolver | undefined;
    const resolve: GraphSnapshot['resolve'] = (from, specifier, how) => {
      resolver ??= new Resolver(environment);
      return resolver.resolve(from, specifier, how);
    };
    return { view: this.#view, packages: environment.packages, resolve };
  }

  /** Files of the last scan whose content did not have to be read. */
  get fromCache(): number {
    return this.#fromCache;
  }

  /**
   * Reads the folder. Files that were read before and have not changed since are not read again, unless `fresh`.
   * When it is cancelled or fails, the graph stays as it was.
   * @throws ToolwrightError `no-such-folder`
   */
  async scan(options: TaskOptions & { readonly fresh?: boolean | undefined } = {}): Promise<void> {
    await this.#scanFrom(options.fresh ? nothingKnown : this.#known(), options);
  }

  async #scanFrom(before: Known, options: TaskOptions): Promise<void> {
    throwIfCancelled(options.signal);
    // Where everything has to be read, the helping threads start up while the files are listed.
    const helpers = before.files.size === 0 ? startHelpers() : [];
    try {
      await this.#scan(before, helpers, options);
    } finally {
      for (const helper of helpers) helper.stop();
    }
  }

  async #scan(before: Known, helpers: AnalyseHelper[], options: TaskOptions): Promise<void> {
    const { root, exclude, cacheFile } = this.#options;
    const startedAt = Date.now();
    options.report?.({ step: 'Listing files', done: 0 });
    const rules = new IgnoreRules(root, exclude);
    const listing = await listFiles(root, rules, isListed, { signal: options.signal });
    if (modifiedOf(root) === undefined) throw noSuchFolder(root);

    const { fresh, stale } = splitByFreshness(root, listing.value.filter(isSourceFile), before);
    if (helpers.length === 0) helpers.push(...startHelpers(stale.length));
    const cache = before.cache && resolvesAlike(before.cache, root, listing.value) ? before.cache : undefined;
    const environment = cache
      ? { value: { ...cache.environment, root, files: listing.value }, problems: cache.problems }
      : await readEnvironment(root, listing.value);
    const resolver = new Resolver(environment.value);
    const kept = cache ? fresh : fresh.map((known) => resolvedAgain(known, resolver));
    const hashing = cacheFile !== undefined;
    const { read, recognised } = await readStale(stale, before.files, resolver, helpers, { ...options, hashing });
    throwIfCancelled(options.signal);
    if (modifiedOf(root) === undefined) throw noSuchFolder(root);

    this.#missed = [];
    this.#rules = rules;
    this.#resolver = resolver;
    this.#files = new Map([...kept, ...read].map((analysed) => [analysed.file.path, analysed]));
    this.#readAt = startedAt;
    this.#scanProblems = [...listing.problems, ...environment.problems];
    this.#fromCache = fresh.length + recognised;
    this.#rebuild();
    this.#unsaved = stale.length > 0 || !cache;
  }

  /**
   * Brings the graph up to date. Events say where to look; the disk says what is there now.
   * When it is cancelled, the graph stays as it was, and the events count with the next ones.
   */
  async apply(events: readonly FileEvent[], options: TaskOptions = {}): Promise<void> {
    this.#missed = [...this.#missed, ...events];
    await this.#apply(this.#missed, options);
    this.#missed = [];
  }

  async #apply(events: readonly FileEvent[], options: TaskOptions): Promise<void> {
    throwIfCancelled(options.signal);
    const paths = new Set(events.map(({ path }) => path));
    const resolver = this.#resolver;
    if (!resolver || [...paths].some((path) => this.#isConfiguration(path))) return this.scan(options);
    const isLeaf = (path: string) => this.#view.idOf.has(path) && !this.#files.has(path);
    const { changed, added, removed, beyond } = await lookAt(
      this.#options.root,
      events,
      this.#rules,
      resolver.listed,
      isLeaf,
      options.signal,
    );
    if ([...added, ...removed].some(isConfiguration)) return this.scan(options);
    if (changed.length + added.length > manyFiles) {
      const known = this.#known();
      const unchanged = new Map(known.files);
      for (const path of changed) unchanged.delete(path);
      return this.#scanFrom({ ...known, files: unchanged }, options);
    }
    this.#unsaved ||= changed.length + added.length + removed.length > 0;
    const structural = [...added, ...removed, ...beyond];
    if (structural.length > 0) resolver.forget({ added, removed });
    for (const path of removed) this.#files.delete(path);

    const updated = new Map<string, AnalysedFile>();
    for (const path of [...changed, ...added.filter(isSourceFile)]) {
      const analysis = analyseFile(this.#options.root, path, resolver, nothingKnown.hashes);
      if (!analysis?.file) continue;
      if (analysis.hash === '' || analysis.hash !== this.#files.get(path)?.hash) updated.set(path, analysis);
    }
    if (structural.length > 0) {
      for (const known of redirectable(this.#files.values(), structural, resolver)) {
        if (!updated.has(known.file.path)) updated.set(known.file.path, resolvedAgain(known, resolver));
      }
    }
    const needsRebuild =
      structural.length > 0 ||
      [...updated.values()].some(({ file }) => movesLeaves(this.#files.get(file.path)?.file, file, this.#files));
    for (const [path, analysed] of updated) this.#files.set(path, analysed);
    if (needsRebuild) this.#rebuild();
    else if (updated.size > 0) this.#view = this.#view.withFiles([...updated.values()].map(({ file }) => file));
  }

  /** Writes the cache, where there is one and it is behind. @throws the system's error */
  save(): void {
    if (!this.#unsaved || this.#options.cacheFile === undefined || !this.#resolver) return;
    const content = { savedAt: this.#readAt, files: [...this.#files.values()], problems: this.#scanProblems };
    writeCache(this.#options.cacheFile, { ...this.#resolver.environment, files: [...this.#resolver.listed] }, content);
    this.#unsaved = false;
  }

  #known(): Known {
    if (this.#files.size > 0) return { ...nothingKnown, files: this.#files, readAt: this.#readAt };
    const cache = this.#options.cacheFile === undefined ? undefined : readCache(this.#options.cacheFile);
    if (!cache) return nothingKnown;
    return {
      ...nothingKnown,
      files: new Map(cache.files.map((analysed) => [analysed.file.path, analysed])),
      readAt: cache.savedAt,
      cache,
    };
  }

  #rebuild(): void {
    const files = Array.from(this.#files.values(), ({ file }) => file);
    this.#view = GraphView.of([...files, ...leafFiles(this.#options.root, files, this.#files)]);
  }

  #isConfiguration(path: string): boolean {
    return isConfiguration(path) || (this.#resolver?.environment.consulted.includes(path) ?? false);
  }
}

function noSuchFolder(root: string): ToolwrightError {
  return new ToolwrightError('no-such-folder', `The folder ${root} does not exist.`, {
    hint: 'Give the path of a folder with TypeScript or JavaScript sources.',
  });
}
