import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, type Problem, type TaskOptions, ToolwrightError } from '#base';
import {
  type CapabilityRow,
  type CapabilitySession,
  capabilitiesFolder,
  journalFile,
  policyFileName,
  type RecordedRequest,
  type RecordedRun,
} from '#protocol';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { exists } from '../../files/exists.ts';
import { pathWithin, uriWithin } from '../../files/folderPaths.ts';
import type { ExampleResults } from '../examples.ts';
import { flagFileOf } from './sessionSettings.ts';

const requestsShown = 100;

/** How much is known of the capabilities of one folder. */
export type CapabilitiesState =
  | { readonly kind: 'waiting' | 'reading' | 'ready' }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string | undefined };

export interface FolderCapabilitiesPorts {
  /** Opens a session for the folder with the settings of now. */
  readonly open: () => CapabilitySession;
  readonly log: vscode.LogOutputChannel;
}

/** The capabilities of one workspace folder, and what was asked of them. */
export class FolderCapabilities {
  readonly folder: vscode.WorkspaceFolder;
  readonly #ports: FolderCapabilitiesPorts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #results = new Map<string, RecordedRun>();
  #session: CapabilitySession | undefined;
  #state: CapabilitiesState = { kind: 'waiting' };
  #rows: readonly CapabilityRow[] = [];
  #requests: readonly RecordedRequest[] = [];
  #problems: readonly Problem[] = [];
  /** The reading under way, and the one that waits for its end. */
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #disposed = false;

  /** Rows, requests or the state are others now. */
  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.WorkspaceFolder, ports: FolderCapabilitiesPorts) {
    this.folder = folder;
    this.#ports = ports;
  }

  get state(): CapabilitiesState {
    return this.#state;
  }

  /** Those of the last reading, by name. */
  get rows(): readonly CapabilityRow[] {
    return this.#rows;
  }

  /** The latest requests, latest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** What is wrong with what all capabilities of the folder share: the policy, the journal. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What came of examples that were run by themselves, of the present content. */
  get results(): ExampleResults {
    return this.#results;
  }

  row(name: string): CapabilityRow | undefined {
    return this.#rows.find((row) => row.name === name);
  }

  /**
   * The engine's session, opened when it is first needed.
   * @throws ToolwrightError `untrusted-workspace`: nothing of a workspace runs before somebody trusts it
   */
  get session(): CapabilitySession {
    if (this.#disposed) throw new CancelledError();
    if (!vscode.workspace.isTrusted) {
      throw new ToolwrightError('untrusted-workspace', l10n.t('Capabilities run in trusted workspaces only'), {
        hint: l10n.t('Look at the code first, then trust the workspace: “Workspaces: Manage Workspace Trust”.'),
      });
    }
    this.#session ??= this.#ports.open();
    return this.#session;
  }

  /** Path of a file of this folder, relative to it. */
  pathOf(uri: vscode.Uri): string | undefined {
    return pathWithin(this.folder, uri);
  }

  uriOf(path: string): vscode.Uri {
    return uriWithin(this.folder, path);
  }

  /** The capability that a file belongs to. */
  rowOf(uri: vscode.Uri): CapabilityRow | undefined {
    const path = this.pathOf(uri);
    return path === undefined ? undefined : this.#rows.find((row) => path.startsWith(`${row.folder}/`));
  }

  /** Whether there is a reason to start the engine: something that capabilities, requests or rollouts lie in, or a policy. */
  async hasAny(): Promise<boolean> {
    const paths = [capabilitiesFolder, journalFile, policyFileName];
    const found = await Promise.all([...paths.map((path) => this.uriOf(path)), flagFileOf(this.folder)].map(exists));
    return found.includes(true);
  }

  /** Waits until rows are there, reading them where nobody has. @throws what the reading failed with */
  async ready(): Promise<void> {
    if (this.#state.kind === 'ready') return;
    const { session } = this;
    await this.refresh();
    if (this.#state.kind === 'failed') {
      const { message, hint } = this.#state;
      throw new ToolwrightError('capabilities-unreadable', message, hint === undefined ? {} : { hint });
    }
    if (session !== this.#session) await this.ready();
  }

  /** Reads rows and requests again; a failure is in the state and in the log. */
  refresh(): Promise<void> {
    if (this.#reading === undefined) {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined;
      return this.refresh();
    });
    return this.#next;
  }

  /** Files below `.toolwright` changed. Before anybody has asked for capabilities, nothing is read. */
  async change(): Promise<void> {
    if (this.#disposed || !vscode.workspace.isTrusted) return;
    try {
      if (this.#state.kind !== 'waiting') await this.session.change();
      else if (!(await this.hasAny())) return;
    } catch (error) {
      this.#fail(error);
      return;
    }
    await this.refresh();
  }

  /** Runs one example, and remembers what came of it until the capability is another one. */
  async runExample(name: string, example: string, options: TaskOptions): Promise<RecordedRun> {
    const run = await this.session.runExample(name, example, options);
    const hash = this.row(name)?.capability?.hash;
    if (hash !== undefined) this.#results.set(`${hash} ${example}`, run);
    this.#changed.fire();
    return run;
  }

  /** Starts again with a new session: after a change of trust or settings. */
  async reopen(): Promise<void> {
    await this.#close();
    const before = this.#state.kind;
    this.#become({ kind: 'waiting' });
    if (before !== 'waiting' || (await this.hasAny())) await this.refresh();
  }

  /** Ends what is going on, and waits until the journal is closed. */
  async close(): Promise<void> {
    this.#disposed = true;
    this.#changed.dispose();
    await this.#close();
  }

  async #read(): Promise<void> {
    if (this.#disposed) return;
    if (this.#state.kind === 'waiting') this.#become({ kind: 'reading' });
    const before = this.#session;
    try {
      const { session } = this;
      const rows = await session.list();
      // Asking would make a journal where there is none.
      const requests = (await exists(this.uriOf(journalFile))) ? await session.requests(requestsShown) : [];
      // Asked last: what is wrong with the journal is known when it has been opened.
      const problems = await session.problems();
      if (session !== this.#session) return;
      this.#problems = problems;
      this.#rows = rows;
      this.#requests = requests;
      this.#forgetOldResults();
      this.#become({ kind: 'ready' });
    } catch (error) {
      if (before !== undefined && before !== this.#session) return;
      if (isCancelled(error)) this.#become({ kind: 'waiting' });
      else this.#fail(error);
    }
  }

  #forgetOldResults(): void {
    const hashes = new Set(this.#rows.map(({ capability }) => capability?.hash));
    for (const key of this.#results.keys()) {
      if (!hashes.has(key.slice(0, key.indexOf(' ')))) this.#results.delete(key);
    }
  }

  #fail(error: unknown): void {
    if (this.#disposed || isCancelled(error)) return;
    logError(l10n.t('Capabilities of {0}', this.folder.name), error, this.#ports.log);
    const hint = ToolwrightError.is(error) ? error.hint : undefined;
    this.#become({ kind: 'failed', message: inOneLine(error), hint });
  }

  #become(state: CapabilitiesState): void {
    if (this.#disposed) return;
    this.#state = state;
    if (state.kind !== 'ready' && state.kind !== 'reading') {
      this.#rows = [];
      this.#requests = [];
      this.#problems = [];
    }
    this.#changed.fire();
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.dispose().catch((error: unknown) => logError(this.folder.name, error, this.#ports.log));
  }
}
