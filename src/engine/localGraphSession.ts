import { createHash } from 'node:crypto';
import { join } from 'node:path/posix';
import { type Logger, messageOf, type TaskOptions, ToolwrightError } from '#base';
import { LiveGraph } from '#graph';
import type { FileEvent, GraphFile, GraphSession, GraphSummary } from '#protocol';
import type { GraphSettings } from './options.ts';

/** A graph session in this thread. Scans and updates run one after another; questions are answered on the latest state. */
export class LocalGraphSession {
  readonly #settings: GraphSettings;
  readonly #logger: Logger;
  readonly #live: LiveGraph;
  /** The end of the queue of scans and updates. */
  #last: Promise<unknown> = Promise.resolve();
  #summary: GraphSummary | undefined;
  #revision = 0;

  constructor(settings: GraphSettings, logger: Logger) {
    const root = settings.root.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
    this.#settings = { ...settings, root };
    this.#logger = logger;
    this.#live = new LiveGraph({ root, exclude: settings.exclude, cacheFile: cacheFileOf(settings.storage, root) });
  }

  scan(options: TaskOptions & { readonly fresh?: boolean } = {}): Promise<GraphSummary> {
    return this.#enqueue(() => this.#live.scan(options));
  }

  change(events: readonly FileEvent[], options: TaskOptions = {}): Promise<GraphSummary> {
    return this.#enqueue(() => this.#live.apply(events, options));
  }

  async summary(): Promise<GraphSummary> {
    await this.#last.catch(() => {});
    return this.#summary ?? (await this.scan());
  }

  async files(): Promise<readonly string[]> {
    await this.summary();
    return this.#live.view.files.map((file) => file.path);
  }

  async file(path: string): Promise<GraphFile> {
    await this.summary();
    const id = this.#live.view.idOf.get(path);
    if (id === undefined) throw new ToolwrightError('file-not-in-graph', `${path} is not in the graph.`);
    return this.#live.view.file(id);
  }

  async dispose(): Promise<void> {
    await this.#last.catch(() => {});
    this.#save();
  }

  #enqueue(work: () => Promise<void>): Promise<GraphSummary> {
    const run = this.#last.then(
      () => this.#run(work),
      () => this.#run(work),
    );
    this.#last = run;
    return run;
  }

  async #run(work: () => Promise<void>): Promise<GraphSummary> {
    const startedAt = performance.now();
    const before = this.#live.view;
    await work();
    if (this.#live.view !== before) this.#revision++;
    const summary = summarise(this.#live, this.#revision, performance.now() - startedAt);
    this.#summary = summary;
    return summary;
  }

  #save(): void {
    try {
      this.#live.save();
    } catch (error) {
      this.#logger.warn(`The cache could not be written: ${messageOf(error)}`);
    }
  }
}

function cacheFileOf(storage: string | undefined, root: string): string | undefined {
  if (storage === undefined) return undefined;
  return join(
    storage.replaceAll('\\', '/'),
    `graph-${createHash('sha1').update(root).digest('hex').slice(0, 12)}.json`,
  );
}

function summarise(live: LiveGraph, revision: number, milliseconds: number): GraphSummary {
  const { files, all } = live.view;
  return {
    revision,
    files: files.length,
    edges: all.reduce((sum, row) => sum + row.length, 0),
    packages: new Set(
      files.flatMap((file) =>
        file.dependencies.flatMap(({ target }) => (target.kind === 'package' ? [target.name] : [])),
      ),
    ).size,
    lines: files.reduce((sum, file) => sum + file.lines, 0),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    filesInCycles: 0,
    filesInRuntimeCycles: 0,
    unresolved: files.reduce(
      (sum, file) => sum + file.dependencies.filter(({ target }) => target.kind === 'unresolved').length,
      0,
    ),
    problems: live.problems,
    milliseconds,
    fromCache: live.fromCache,
  };
}
