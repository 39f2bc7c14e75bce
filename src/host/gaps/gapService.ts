import * as vscode from 'vscode';
import type { DiscoverySession } from '#protocol';
import { FolderGaps, type GapsState } from './folderGaps.ts';
import { watchGaps } from './watchGaps.ts';

export interface GapServicePorts {
  readonly open: (folder: vscode.WorkspaceFolder) => DiscoverySession;
  readonly log: vscode.LogOutputChannel;
}

interface Watched {
  readonly gaps: FolderGaps;
  readonly watcher: vscode.Disposable;
}

/** The gaps of all folders of the workspace that are on a disk. */
export class GapService implements vscode.Disposable {
  readonly #ports: GapServicePorts;
  readonly #folders = new Map<string, Watched>();
  readonly #closing = new Set<Promise<void>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable;
  #state: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: GapServicePorts) {
    this.#ports = ports;
    this.#listeners = vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of removed) this.#remove(folder);
      for (const folder of added) this.#add(folder);
      this.#announce();
    });
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#add(folder);
    this.#announce();
  }

  get folders(): readonly FolderGaps[] {
    return [...this.#folders.values()].map(({ gaps }) => gaps);
  }

  of(uri: vscode.Uri): FolderGaps | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && this.#folders.get(folder.uri.toString())?.gaps;
  }

  /** Looks where nobody has looked yet. */
  async look(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    await Promise.all(this.folders.filter(({ state }) => state === 'waiting').map((folder) => folder.refresh()));
  }

  dispose(): void {
    void this.close();
  }

  async close(): Promise<void> {
    this.#listeners.dispose();
    this.#changed.dispose();
    for (const folder of [...this.#folders.values()]) this.#end(folder);
    await Promise.all(this.#closing);
  }

  #add(folder: vscode.WorkspaceFolder): void {
    if (folder.uri.scheme !== 'file') return;
    const gaps = new FolderGaps(folder, { log: this.#ports.log, open: () => this.#ports.open(folder) });
    gaps.onDidChange(() => this.#announce());
    this.#folders.set(folder.uri.toString(), { gaps, watcher: watchGaps(gaps) });
  }

  #remove(folder: vscode.WorkspaceFolder): void {
    const removed = this.#folders.get(folder.uri.toString());
    if (removed === undefined) return;
    this.#folders.delete(folder.uri.toString());
    this.#end(removed);
  }

  #end({ gaps, watcher }: Watched): void {
    watcher.dispose();
    const closing = gaps.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Tells whoever shows gaps, and the welcome texts where we are. */
  #announce(): void {
    this.#changed.fire();
    const state = stateOf(this.folders);
    if (state === this.#state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'toolwright.gaps.state', state);
  }
}

/** One word for all folders, for the welcome texts: `none` where nothing is missing. */
function stateOf(folders: readonly FolderGaps[]): GapsState | 'none' | 'virtual' {
  if (folders.length === 0) return 'virtual';
  if (folders.some(({ gaps }) => gaps.length > 0)) return 'ready';
  const states = folders.map(({ state }) => state);
  return (['reading', 'failed', 'waiting'] as const).find((state) => states.includes(state)) ?? 'none';
}
