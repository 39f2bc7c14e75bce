import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import type { FileEvent, GraphSession, GraphSummary } from '#protocol';
import { inOneLine, isCancelled, logError } from '../errors.ts';
import { pathWithin, uriWithin } from '../files/folderPaths.ts';
import type { Tasks } from '../tasks.ts';
import { timing } from '../watching/coalescer.ts';
import { isConfiguration, mayChangeRules } from '../watching/relevance.ts';
import { Answers } from './answers.ts';

/** How far the analysis of one folder is. */
export type FolderState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'scanning' }
  | { readonly kind: 'ready'; readonly summary: GraphSummary }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string | undefined };

export interface FolderGraphPorts {
  /** Opens a session for the folder with the settings and trust of now. */
  readonly open: () => GraphSession;
  readonly tasks: Tasks;
  readonly log: vscode.LogOutputChannel;
}

/** The dependency graph of one workspace folder, and what is known of it. */
export class FolderGraph implements vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly answers: Answers;
  readonly #ports: FolderGraphPorts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #answered = new vscode.EventEmitter<string>();
  #session: GraphSession | undefined;
  #state: FolderState = { kind: 'waiting' };
  /** The scan under way. */
  #scan: Promise<void> | undefined;
  /** What an update was about that the user stopped: the next one has to look there too. */
  #missed: readonly FileEvent[] = [];
  /** The end of all sessions that were closed. */
  #closed: Promise<unknown> = Promise.resolve();
  #disposed = false;

  /** The graph or its state is another one. */
  readonly onDidChange = this.#changed.event;
  /** An answer about the present graph came in. */
  readonly onDidAnswer = this.#answered.event;

  constructor(folder: vscode.WorkspaceFolder, ports: FolderGraphPorts) {
    this.folder = folder;
    this.#ports = ports;
    this.answers = new Answers({
      session: () => this.session,
      ready: () => this.ready(),
      onAnswer: (question) => this.#answered.fire(question),
    });
  }

  get state(): FolderState {
    return this.#state;
  }

  get summary(): GraphSummary | undefined {
    return this.#state.kind === 'ready' ? this.#state.summary : undefined;
  }

  /** The engine's session, opened when it is first needed. @throws CancelledError once the folder is closed */
  get session(): GraphSession {
    if (this.#disposed) throw new CancelledError();
    this.#session ??= this.#ports.open();
    return this.#session;
  }

  /** Path of a file of this folder as the graph names it. */
  pathOf(uri: vscode.Uri): string | undefined {
    return pathWithin(this.folder, uri);
  }

  uriOf(path: string): vscode.Uri {
    return uriWithin(this.folder, path);
  }

  /** Waits until the folder is read, starting that where nobody has. @throws what the scan failed with */
  async ready(): Promise<void> {
    // A scan whose session was closed meanwhile ends without a graph, and another one goes on.
    while (this.#state.kind !== 'ready') await this.scan();
  }

  /** Reads the whole folder. @param fresh without the cache @throws the failure, or CancelledError */
  scan(fresh = false): Promise<void> {
    return this.#scan ?? this.#start(() => this.#runScan(fresh));
  }

  /** Runs a long task about this folder that the user can watch and stop. */
  task<T>(title: string, work: (options: TaskOptions) => Promise<T>): Promise<T> {
    return this.#ports.tasks.run(title, work);
  }

  /** Brings the graph up to date. Failures go to the log and the state: nobody waits for this. */
  async change(events: readonly FileEvent[]): Promise<void> {
    // What happened during a scan is looked at after it; one that was stopped is not taken up again by the next event.
    await this.#scan?.catch(() => undefined);
    // A graph that nobody has asked for yet is read from the disk when somebody does.
    if (this.#state.kind === 'waiting' || this.#disposed) return;
    const { session } = this;
    const all = [...this.#missed, ...events];
    try {
      const summary = await this.#update(session, all);
      if (session !== this.#session) return;
      this.#missed = [];
      if (this.#differs(summary) || all.some(({ path }) => mayChangeRules(path))) this.#accept(summary);
    } catch (error) {
      if (session !== this.#session) return;
      if (isCancelled(error)) this.#missed = all;
      else this.#fail(error);
    }
  }

  /** Starts again with a new session: after a change of trust or settings. */
  reopen(): Promise<void> {
    const closed = this.#close();
    this.answers.expire();
    if (this.#state.kind === 'waiting') return closed;
    this.#become({ kind: 'scanning' });
    return this.#start(async () => {
      await closed;
      await this.#runScan(false);
    });
  }

  dispose(): void {
    void this.close();
  }

  /** Ends what is going on about this folder, and waits until its cache is written. */
  async close(): Promise<void> {
    this.#disposed = true;
    this.#changed.dispose();
    this.#answered.dispose();
    await this.#close();
  }

  #start(scan: () => Promise<void>): Promise<void> {
    const started = scan().finally(() => {
      if (this.#scan === started) this.#scan = undefined;
    });
    this.#scan = started;
    return started;
  }

  async #runScan(fresh: boolean): Promise<void> {
    const before = this.#state;
    if (before.kind === 'failed') await this.#close();
    const { session } = this;
    if (before.kind !== 'ready') this.#become({ kind: 'scanning' });
    try {
      const title = l10n.t('Analysing the workspace');
      const summary = await this.task(title, (options) => session.scan({ ...options, fresh }));
      if (session !== this.#session) return;
      this.#missed = [];
      this.#accept(summary);
    } catch (error) {
      if (session !== this.#session) return;
      if (isCancelled(error)) this.#become(before.kind === 'ready' ? before : { kind: 'waiting' });
      else this.#fail(error);
      throw error;
    }
  }

  /** Where everything may have to be read again, or a lot, the user sees it and can stop it. */
  #update(session: GraphSession, events: readonly FileEvent[]): Promise<GraphSummary> {
    const long = events.length > timing.burstSize || events.some(({ path }) => isConfiguration(path));
    if (!long) return session.change(events);
    return this.task(l10n.t('Updating the graph'), (options) => session.change(events, options));
  }

  /** Most file events are of no consequence: a build that writes what is left out of the graph, a save without a change. */
  #differs({ revision, problems }: GraphSummary): boolean {
    const { summary } = this;
    return summary?.revision !== revision || JSON.stringify(summary.problems) !== JSON.stringify(problems);
  }

  #accept(summary: GraphSummary): void {
    this.answers.expire();
    this.#become({ kind: 'ready', summary });
  }

  #fail(error: unknown): void {
    if (this.#disposed) return;
    logError(this.folder.name, error, this.#ports.log);
    this.answers.expire();
    const hint = ToolwrightError.is(error) ? error.hint : undefined;
    this.#become({ kind: 'failed', message: inOneLine(error), hint });
  }

  #become(state: FolderState): void {
    if (this.#disposed) return;
    this.#state = state;
    this.#changed.fire();
  }

  /** Ends the session, if there is one; the next question opens another. */
  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    const ended = session?.dispose().catch((error: unknown) => logError(this.folder.name, error, this.#ports.log));
    this.#closed = Promise.all([this.#closed, ended]);
    await this.#closed;
  }
}
