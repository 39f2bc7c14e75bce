import * as vscode from 'vscode';
import type { RolloutLogEntry, RolloutStatus } from '#protocol';
import type { CapabilityService } from '../../capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { Alerts, type Memory } from './alerts.ts';
import { FolderRollouts } from './folderRollouts.ts';

/** A rollout together with the folder that it belongs to. */
export interface RolloutAt {
  readonly folder: FolderRollouts;
  readonly status: RolloutStatus;
}

/** Something that the policy did against a version, and nobody has looked at. */
export interface RolloutAlert extends RolloutAt {
  readonly entry: RolloutLogEntry;
}

/** Something that was decided in a folder. */
export interface RolloutHappening {
  readonly folder: FolderRollouts;
  readonly entry: RolloutLogEntry;
}

/** The rollouts of all folders of the workspace. */
export class RolloutService implements vscode.Disposable {
  readonly #folders = new Map<FolderCapabilities, FolderRollouts>();
  readonly #alerts: Alerts;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #happened = new vscode.EventEmitter<RolloutHappening>();
  readonly #listeners: vscode.Disposable;
  #state: string | undefined;

  readonly onDidChange = this.#changed.event;
  readonly onDidHappen = this.#happened.event;

  constructor(capabilities: CapabilityService, memory: Memory, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#alerts = new Alerts(memory);
    this.#listeners = vscode.Disposable.from(
      capabilities.onDidAdd((folder) => this.#add(folder)),
      capabilities.onDidRemove((folder) => {
        this.#folders.get(folder)?.dispose();
        this.#folders.delete(folder);
        this.#announce();
      }),
    );
    for (const folder of capabilities.folders) this.#add(folder);
    this.#announce();
  }

  get folders(): readonly FolderRollouts[] {
    return [...this.#folders.values()];
  }

  get all(): readonly RolloutAt[] {
    return this.folders.flatMap((folder) => folder.rollouts.map((status) => ({ folder, status })));
  }

  get alerts(): readonly RolloutAlert[] {
    return this.all.flatMap((at) => {
      const entry = this.#alerts.of(at.folder.key, at.status);
      return entry === undefined ? [] : [{ ...at, entry }];
    });
  }

  /** @param folder as the host names it */
  find(folder: string, name: string): RolloutAt | undefined {
    return this.all.find((at) => at.folder.key === folder && at.status.name === name);
  }

  /** A person looks at a rollout: there is nothing to alert to any more. */
  see({ folder, status }: RolloutAt): void {
    if (this.#alerts.see(folder.key, status)) this.#announce();
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const folder of this.folders) folder.dispose();
    this.#changed.dispose();
    this.#happened.dispose();
  }

  #add(capabilities: FolderCapabilities): void {
    const folder = new FolderRollouts(capabilities, this.#log);
    folder.onDidChange(() => this.#announce());
    folder.onDidHappen((entries) => {
      for (const entry of entries) this.#happened.fire({ folder, entry });
    });
    this.#folders.set(capabilities, folder);
  }

  /** Tells whoever shows rollouts, and the menus and welcome texts where we are. */
  #announce(): void {
    this.#changed.fire();
    const state = this.all.some(({ status: { state: one } }) => one === 'running' || one === 'paused')
      ? 'running'
      : this.all.length > 0
        ? 'ready'
        : 'none';
    if (state === this.#state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'toolwright.rollouts.state', state);
  }
}
