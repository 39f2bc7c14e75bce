import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type TaskOptions, ToolwrightError } from '#base';
import type { FileEvent, GraphSession, GraphSummary } from '#protocol';
import { inOneLine, isCancelled, logError } from '../errors.ts';
import type { Tasks } from '../tasks.ts';
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
  #scan: Promise<void> | undefined;
  #disposed = false;

  /** The graph or its state is another one. */
  readonly onDidChange = this.#changed.event;
  /** An answer about the present graph came in. */
  readonly onDidAnswer = this.#answered.event;

  constructor(folder: vscode.WorkspaceFolder, ports: FolderGraphPorts) {
    this.folder = folder;
    this.#ports = ports;
    this.answers = new Answers(
      () => this.session,
      (question) => this.#answered.fire(question),
    );
  }

  get state(): FolderState {
    return this.#state;
  }

  get summary(): GraphSummary | undefined {
    return this.#state.kind === 'ready' ? this.#state.summary : undefined;
  }

  /** The engine's session, opened when it is first needed. */
  get session(): GraphSession {
    if (this.#disposed)
      throw new ToolwrightError('folder-removed', `${this.folder.name} is no longer in the workspace`);
    this.#session ??= this.#ports.open();
    return this.#session;
  }

  /** Path of a file of this folder as the graph names it. */
  pathOf(uri: vscode.Uri): string | undefined {
    const root = this.folder.uri.path.replace(/\/$/, '');
    return uri.scheme === this.folder.uri.scheme && uri.path.startsWith(`${root}/`)
      ? uri.path.slice(root.length + 1)
      : undefined;
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder.uri, path);
  }

  /** Waits for the first scan, starting it where nobody has. @throws what the scan failed with */
  async ready(): Promise<void> {
    if (this.#state.kind === 'ready') return;
    await (this.#scan ?? this.scan());
  }

  /** Reads the whole folder. @param fresh without the cache @throws the failure, or CancelledError */
  scan(fresh = false): Promise<void> {
    this.#scan ??= this.#runScan(fresh).finally(() => {
      this.#scan = undefined;
    });
    return this.#scan;
  }

  /** Runs a long task about this folder that the user can watch and stop. */
  task<T>(title: string, work: (options: TaskOptions) => Promise<T>): Promise<T> {
    return this.#ports.tasks.run(title, work);
  }

  /** Brings the graph up to date. Failures go to the log and the state: nobody waits for this. */
  async change(events: readonly FileEvent[]): Promise<void> {
    // A graph that nobody has asked for yet is read from the disk when somebody does.
    if (this.#state.kind === 'waiting' || this.#disposed) return;
    try {
      this.#accept(await this.session.change(events));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Starts again with a new session: after a change of trust or settings, or a failure of the engine. */
  async reopen(): Promise<void> {
    const old = this.#session;
    this.#session = undefined;
    await old?.dispose().catch((error) => logError('dispose', error, this.#ports.log));
    if (this.#state.kind !== 'waiting') await this.scan();
  }

  dispose(): void {
    this.#disposed = true;
    this.#changed.dispose();
    this.#answered.dispose();
    this.#session?.dispose().catch((error) => logError('dispose', error, this.#ports.log));
  }

  async #runScan(fresh: boolean): Promise<void> {
    const before = this.#state;
    if (before.kind !== 'ready') this.#become({ kind: 'scanning' });
    if (before.kind === 'failed') {
      await this.#session?.dispose().catch(() => undefined);
      this.#session = undefined;
    }
    try {
      const title = l10n.t('Analysing the workspace');
      this.#accept(await this.task(title, (options) => this.session.scan({ ...options, fresh })));
    } catch (error) {
      if (isCancelled(error)) this.#become(before.kind === 'ready' ? before : { kind: 'waiting' });
      else this.#fail(error);
      throw error;
    }
  }

  #accept(summary: GraphSummary): void {
    this.answers.expire();
    this.#become({ kind: 'ready', summary });
  }

  #fail(error: unknown): void {
    if (this.#disposed || isCancelled(error)) return;
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
}
