import { createHash } from 'node:crypto';
import { join } from 'node:path/posix';
import { type Logger, messageOf, type Outcome, type TaskOptions, throwIfCancelled } from '#base';
import {
  adviceFor,
  dependentCountsOf,
  exportGraph,
  fileId,
  GraphAnswers,
  type GraphView,
  hotSpots,
  LiveGraph,
  proposeRules,
} from '#graph';
import {
  type Advice,
  type ExportFormat,
  type FileEvent,
  type GraphSession,
  type GraphSummary,
  type HotSpot,
  type MetricsLevel,
  packageOf,
} from '#protocol';
import { readText } from '#workspace';
import { ArchitectureRules } from './architectureRules.ts';
import { History } from './history.ts';
import type { GraphSettings } from './options.ts';
import { summarise } from './summary.ts';

/**
 * Milliseconds until the cache is written after a scan, and after the last of several changes: nobody should wait for
 * it, and nobody should lose much where the process is killed. Who leaves in good order writes it when leaving.
 */
const saveDelay = { scan: 1000, change: 10_000 } as const;

/** A graph session in this thread. Scans and updates run one after another; questions are answered on the latest state. */
export class LocalGraphSession implements GraphSession {
  readonly #root: string;
  readonly #logger: Logger;
  readonly #live: LiveGraph;
  readonly #rules: ArchitectureRules;
  readonly #history: History;
  /** The end of the queue of scans and updates. */
  #last: Promise<unknown> = Promise.resolve();
  #summary: GraphSummary | undefined;
  /** The scan that questions asked for because there was none yet. */
  #firstScan: Promise<GraphSummary> | undefined;
  #answers: GraphAnswers | undefined;
  #revision = 0;
  #saving: NodeJS.Timeout | undefined;
  readonly #ending = new AbortController();

  constructor(settings: GraphSettings, logger: Logger) {
    this.#root = settings.root.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
    this.#logger = logger;
    this.#rules = new ArchitectureRules({ ...settings, root: this.#root });
    this.#history = new History(this.#root);
    this.#live = new LiveGraph({
      root: this.#root,
      exclude: settings.exclude,
      cacheFile: cacheFileOf(settings.storage, this.#root),
    });
  }

  async scan(options: TaskOptions & { readonly fresh?: boolean } = {}): Promise<GraphSummary> {
    return this.#enqueue((task) => this.#live.scan({ ...task, fresh: options.fresh }), options, saveDelay.scan);
  }

  change(events: readonly FileEvent[], options: TaskOptions = {}): Promise<GraphSummary> {
    return this.#enqueue((task) => this.#live.apply(events, task), options, saveDelay.change);
  }

  async summary(): Promise<GraphSummary> {
    throwIfCancelled(this.#ending.signal);
    // What is queued while this waits counts, too: it may be the first scan.
    let seen: Promise<unknown>;
    do {
      seen = this.#last;
      await seen.catch(() => {});
    } while (!this.#summary && seen !== this.#last);
    if (this.#summary) return this.#summary;
    this.#firstScan ??= this.scan().finally(() => {
      this.#firstScan = undefined;
    });
    return this.#firstScan;
  }

  async files() {
    const { view } = await this.#settled();
    return view.files.map((file) => file.path);
  }

  async file(path: string) {
    const { view } = await this.#settled();
    return view.file(fileId(view, path));
  }

  async insight(path: string) {
    const answers = await this.#settled();
    return answers.view.idOf.has(path) ? answers.insight(path) : undefined;
  }

  async cycles(options: TaskOptions = {}) {
    return (await this.#settled()).cycles(this.#task(options));
  }

  async impact(path: string, exportName?: string) {
    return (await this.#settled()).impact(path, exportName);
  }

  async why(from: string, to: string) {
    return (await this.#settled()).why(from, to);
  }

  async metrics(level: MetricsLevel) {
    return (await this.#settled()).metrics(level);
  }

  async folder(folder: string) {
    return (await this.#settled()).folder(folder);
  }

  async drawable() {
    return (await this.#settled()).drawable(this.#revision);
  }

  async hotSpots(options: TaskOptions = {}): Promise<Outcome<readonly HotSpot[]>> {
    const { view } = await this.#settled();
    return this.#hotSpotsOf(view, this.#task(options));
  }

  async advice(options: TaskOptions = {}): Promise<Outcome<readonly Advice[]>> {
    const task = this.#task(options);
    await this.summary();
    // All of one state: changes may come in while the history and the sources are read.
    const answers = this.#latest();
    const { view, packages, resolve } = this.#live.snapshot();
    const spots = await this.#hotSpotsOf(view, task);
    throwIfCancelled(task.signal);
    const cycles = answers.cycles(task);
    const context = { ...task, cycles, hotSpots: spots.value, resolve, packages };
    const { value, problems } = await adviceFor(view, (path) => this.#source(path), context);
    return { value, problems: [...spots.problems, ...problems] };
  }

  async rules(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    return this.#rules.report(view, this.#packages(), this.#task(options));
  }

  async rulesByDependencyCruiser(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    return this.#rules.reportByDependencyCruiser(view, this.#task(options));
  }

  async proposeRules(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    throwIfCancelled(this.#task(options).signal);
    return proposeRules(view, this.#packages());
  }

  async baseline(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    return this.#rules.baseline(view, this.#packages(), this.#task(options));
  }

  async export(format: ExportFormat, options: TaskOptions & { readonly folder?: string } = {}) {
    const task = this.#task(options);
    const { view } = await this.#settled();
    const result = await this.#rules.cruiseResult(view, this.#packages(), format, task);
    throwIfCancelled(task.signal);
    task.report?.({ step: `Writing ${format}`, done: 0 });
    return exportGraph(result, format, options.folder);
  }

  async dispose(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#saving);
    await this.#last.catch(() => {});
    this.#save();
  }

  /** The answers about the latest state, once there is one. */
  async #settled(): Promise<GraphAnswers> {
    await this.summary();
    return this.#latest();
  }

  #latest(): GraphAnswers {
    const { view, packages } = this.#live;
    if (this.#answers?.view !== view) this.#answers = new GraphAnswers(view, packages.map(namedFolder), this.#answers);
    return this.#answers;
  }

  async #hotSpotsOf(view: GraphView, task: TaskOptions): Promise<Outcome<readonly HotSpot[]>> {
    const { value: commits, problems } = await this.#history.commits(task);
    const dependents = dependentCountsOf(view);
    return { value: hotSpots(view, commits, (path) => dependents[fileId(view, path)] ?? 0), problems };
  }

  #packages() {
    return this.#live.packages.map(({ path, manifest }) => packageOf(path, manifest));
  }

  /** A task that is cancelled with the session, too. */
  #task({ signal, report }: TaskOptions): TaskOptions {
    const { signal: ending } = this.#ending;
    return { signal: signal ? AbortSignal.any([signal, ending]) : ending, report };
  }

  #source(path: string): string | undefined {
    try {
      return readText(join(this.#root, path));
    } catch {
      return undefined;
    }
  }

  #enqueue(
    work: (task: TaskOptions) => Promise<void>,
    options: TaskOptions,
    untilSaved: number,
  ): Promise<GraphSummary> {
    const task = this.#task(options);
    const run = async () => {
      const startedAt = performance.now();
      const before = this.#live.view;
      await work(task);
      if (this.#live.view !== before) this.#revision++;
      this.#summary = summarise(this.#live, this.#revision, performance.now() - startedAt);
      this.#saveAfter(untilSaved);
      return this.#summary;
    };
    const result = this.#last.then(run, run);
    this.#last = result;
    return result;
  }

  #saveAfter(delay: number): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), delay).unref();
  }

  #save(): void {
    try {
      this.#live.save();
    } catch (error) {
      this.#logger.warn(`The cache could not be written: ${messageOf(error)}`);
    }
  }
}

function namedFolder({ path, manifest: { name } }: LiveGraph['packages'][number]): { path: string; name?: string } {
  return name === undefined ? { path } : { path, name };
}

/** One file for each folder that is ever opened with the same storage. */
function cacheFileOf(storage: string | undefined, root: string): string | undefined {
  if (storage === undefined) return undefined;
  const name = createHash('sha1').update(root).digest('hex').slice(0, 12);
  return join(storage.replaceAll('\\', '/'), `graph-${name}.json`);
}
