import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import type { DiscoverySession, Gap } from '#protocol';
import { isCancelled, logError } from '../errors.ts';

/** How much is known of the gaps of one folder. */
export type GapsState = 'waiting' | 'reading' | 'ready' | 'failed';

export interface FolderGapsPorts {
  readonly open: () => DiscoverySession;
  readonly log: vscode.LogOutputChannel;
}

/** The gaps of one workspace folder. Nothing is looked for before somebody asks. */
export class FolderGaps {
  readonly folder: vscode.WorkspaceFolder;
  readonly #ports: FolderGapsPorts;
  readonly #changed = new vscode.EventEmitter<void>();
  #session: DiscoverySession | undefined;
  #state: GapsState = 'waiting';
  #gaps: readonly Gap[] = [];
  #looking: Promise<void> | undefined;
  #again = false;
  #disposed = false;

  /** The gaps or the state are others now. */
  readonly onDidChange = this.#changed.event;

  constructor(folder: vscode.WorkspaceFolder, ports: FolderGapsPorts) {
    this.folder = folder;
    this.#ports = ports;
  }

  get state(): GapsState {
    return this.#state;
  }

  /** Those of the last look, most pressing first. */
  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder.uri, path);
  }

  /** @throws ToolwrightError `untrusted-workspace` */
  get session(): DiscoverySession {
    if (this.#disposed) throw new CancelledError();
    if (!vscode.workspace.isTrusted) {
      throw new ToolwrightError('untrusted-workspace', l10n.t('Gaps are looked for in trusted workspaces only'), {
        hint: l10n.t('Look at the code first, then trust the workspace: “Workspaces: Manage Workspace Trust”.'),
      });
    }
    this.#session ??= this.#ports.open();
    return this.#session;
  }

  /** Looks once more, and after a look that is under way; a failure is in the state and in the log. */
  async refresh(options: TaskOptions = {}): Promise<void> {
    if (this.#looking !== undefined) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#look(options).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Files changed. Before anybody has asked for gaps, nothing is looked for. */
  async change(): Promise<void> {
    if (this.#state !== 'waiting') await this.refresh();
  }

  async ignore(id: string, decision: Parameters<DiscoverySession['ignore']>[1]): Promise<void> {
    await this.session.ignore(id, decision);
    await this.refresh();
  }

  /** Ends what is going on, and waits until the journal is closed. */
  async close(): Promise<void> {
    this.#disposed = true;
    this.#changed.dispose();
    await this.#session?.dispose();
  }

  async #look(options: TaskOptions): Promise<void> {
    if (this.#state === 'waiting' || this.#state === 'failed') this.#become('reading');
    try {
      do {
        this.#again = false;
        const { value, problems } = await this.session.gaps(options);
        for (const { message, path = '' } of problems) this.#ports.log.warn(`${path}: ${message}`);
        this.#gaps = value;
      } while (this.#again && !this.#disposed);
      this.#become('ready');
    } catch (error) {
      if (this.#disposed) return;
      if (isCancelled(error)) this.#become(this.#gaps.length > 0 ? 'ready' : 'waiting');
      else this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    logError(l10n.t('Gaps of {0}', this.folder.name), error, this.#ports.log);
    this.#gaps = [];
    this.#become('failed');
  }

  #become(state: GapsState): void {
    if (this.#disposed) return;
    this.#state = state;
    this.#changed.fire();
  }
}
