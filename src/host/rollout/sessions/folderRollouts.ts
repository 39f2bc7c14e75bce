import { setTimeout as pause } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { journalFile, type RolloutLogEntry, type RolloutSession, type RolloutStatus } from '#protocol';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { flagFileOf } from '../../capabilities/sessions/sessionSettings.ts';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { exists } from '../../files/exists.ts';

/** Figures change with each request: so often they are read at most. */
const restMs = 250;
/** After a failure. */
const retryMs = 5000;

/** The rollouts of one workspace folder, kept up to date by what the engine tells of them. */
export class FolderRollouts implements vscode.Disposable {
  readonly capabilities: FolderCapabilities;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #happened = new vscode.EventEmitter<readonly RolloutLogEntry[]>();
  readonly #listener: vscode.Disposable;
  /** Ends the following that is under way. */
  #following: AbortController | undefined;
  #rollouts: readonly RolloutStatus[] = [];
  #failure: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  /** Rollouts are others now, or their figures. */
  readonly onDidChange = this.#changed.event;
  /** Something was decided, here or elsewhere. */
  readonly onDidHappen = this.#happened.event;

  constructor(capabilities: FolderCapabilities, log: vscode.LogOutputChannel) {
    this.capabilities = capabilities;
    this.#log = log;
    this.#listener = capabilities.onDidChange(() => this.#follow());
    this.#follow();
  }

  /** As the host names it to panels and in arguments of commands. */
  get key(): string {
    return this.capabilities.folder.uri.toString();
  }

  /** @throws ToolwrightError `untrusted-workspace` */
  get session(): RolloutSession {
    return this.capabilities.session;
  }

  /** Those of the last reading, by name. */
  get rollouts(): readonly RolloutStatus[] {
    return this.#rollouts;
  }

  /** Reads all of them again. */
  async refresh(): Promise<void> {
    this.#become(await this.session.rollouts());
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#listener.dispose();
    this.#following?.abort();
    this.#changed.dispose();
    this.#happened.dispose();
  }

  /** Follows where an engine was started. What users get goes on also where no capability is left in its folder. */
  #follow(): void {
    const { state } = this.capabilities;
    if (!vscode.workspace.isTrusted || state.kind !== 'ready') {
      this.#following?.abort();
      this.#following = undefined;
      if (state.kind !== 'reading') this.#become([]);
      return;
    }
    if (this.#following !== undefined) {
      this.#refreshSoon();
      return;
    }
    const controller = new AbortController();
    this.#following = controller;
    void this.#listen(controller.signal).finally(() => {
      if (this.#following === controller) this.#following = undefined;
    });
  }

  /** What may be started depends on what was verified, which is no news of a rollout. */
  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#following !== undefined) this.refresh().catch((error) => this.#tell(error));
    }, restMs);
  }

  /** Ends with its session, whose successor is followed as soon as it has read its capabilities. */
  async #listen(signal: AbortSignal): Promise<void> {
    if (!(await this.hasAny()) || signal.aborted) return;
    const { session } = this;
    let cursor: string | undefined;
    while (!signal.aborted) {
      try {
        const news = await session.rolloutNews(cursor, { signal });
        const rollouts = await session.rollouts();
        if (signal.aborted) return;
        cursor = news.cursor;
        this.#failure = undefined;
        this.#become(rollouts);
        if (news.entries.length > 0) this.#happened.fire(news.entries);
        await pause(restMs);
      } catch (error) {
        if (isCancelled(error) || signal.aborted) return;
        this.#tell(error);
        await pause(retryMs);
      }
    }
  }

  /** Whether somebody has verified something, or rolled it out: to ask would make a journal where there is none. */
  async hasAny(): Promise<boolean> {
    const { capabilities } = this;
    const found = await Promise.all([capabilities.uriOf(journalFile), flagFileOf(capabilities.folder)].map(exists));
    return found.includes(true);
  }

  #become(rollouts: readonly RolloutStatus[]): void {
    if (this.#disposed || (rollouts.length === 0 && this.#rollouts.length === 0)) return;
    this.#rollouts = rollouts;
    this.#changed.fire();
  }

  /** The same failure is told once. */
  #tell(error: unknown): void {
    if (isCancelled(error)) return;
    const failure = inOneLine(error);
    if (failure === this.#failure) return;
    this.#failure = failure;
    logError(l10n.t('Rollouts of {0}', this.capabilities.folder.name), error, this.#log);
  }
}
