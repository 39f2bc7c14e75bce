import { createHash } from 'node:crypto';
import { join } from 'node:path/posix';
import { type Logger, messageOf, type Outcome, type TaskOptions } from '#base';
import {
  adviceFor,
  dependentCountsOf,
  exportGraph,
  fileId,
  GraphAnswers,
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

/** Milliseconds. */
const saveDelay = 1000;

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
  #answers: GraphAnswers | undefined;
  #revision = 0;

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
    const summary = await this.#enqueue(() => this.#live.scan(options));
    // Nobody should wait for the cache; who leaves at once writes it when leaving.
    setTimeout(() => this.#save(), saveDelay).unref();
    return summary;
  }

  change(events: readonly FileEvent[], options: TaskOptions = {}): Promise<GraphSummary> {
    return this.#enqueue(() => this.#live.apply(events, options));
  }

  async summary(): Promise<GraphSummary> {
    await this.#last.catch(() => {});
    return this.#summary ?? this.scan();
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
    return (await this.#settled()).cycles(options);
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

  async barrels() {
    return (await this.#settled()).barrels();
  }

  async folder(folder: string) {
    return (await this.#settled()).folder(folder);
  }

  async drawable() {
    return (await this.#settled()).drawable(this.#revision);
  }

  async hotSpots(options: TaskOptions = {}): Promise<Outcome<readonly HotSpot[]>> {
    const { view } = await this.#settled();
    const { value: commits, problems } = await this.#history.commits(options);
    const dependents = dependentCountsOf(view);
    return { value: hotSpots(view, commits, (path) => dependents[fileId(view, path)] ?? 0), problems };
  }

  async advice(options: TaskOptions = {}): Promise<Outcome<readonly Advice[]>> {
    const answers = await this.#settled();
    const spots = await this.hotSpots(options);
    const { value, problems } = await adviceFor(answers.view, (path) => this.#source(path), {
      ...options,
      cycles: answers.cycles(options),
      hotSpots: spots.value,
      resolve: (from, specifier) => this.#live.resolve(from, specifier),
      packages: this.#live.packages,
    });
    return { value, problems: [...spots.problems, ...problems] };
  }

  async rules(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    return this.#rules.report(view, this.#packages(), options);
  }

  async rulesByDependencyCruiser(options: TaskOptions = {}) {
    const { view } = await this.#settled();
    return this.#rules.reportByDependencyCruiser(view, options);
  }

  async proposeRules() {
    const { view } = await this.#settled();
    return proposeRules(view, this.#packages());
  }

  async baseline() {
    const { view } = await this.#settled();
    return this.#rules.baseline(view, this.#packages());
  }

  async export(format: ExportFormat, folder?: string) {
    const { view } = await this.#settled();
    return exportGraph(await this.#rules.cruiseResult(view, this.#packages()), format, folder);
  }

  async dispose(): Promise<void> {
    await this.#last.catch(() => {});
    this.#save();
  }

  /** The answers about the latest state, once there is one. */
  async #settled(): Promise<GraphAnswers> {
    await this.summary();
    const { view, packages } = this.#live;
    if (this.#answers?.view !== view) this.#answers = new GraphAnswers(view, packages.map(namedFolder), this.#answers);
    return this.#answers;
  }

  #packages() {
    return this.#live.packages.map(({ path, manifest }) => packageOf(path, manifest));
  }

  #source(path: string): string | undefined {
    try {
      return readText(join(this.#root, path));
    } catch {
      return undefined;
    }
  }

  #enqueue(work: () => Promise<void>): Promise<GraphSummary> {
    const run = async () => {
      const startedAt = performance.now();
      const before = this.#live.view;
      await work();
      if (this.#live.view !== before) this.#revision++;
      this.#summary = summarise(this.#live, this.#revision, performance.now() - startedAt);
      return this.#summary;
    };
    const result = this.#last.then(run, run);
    this.#last = result;
    return result;
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
