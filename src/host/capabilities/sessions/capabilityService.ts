import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { CapabilityRow, CapabilitySession } from '#protocol';
import { type CapabilitiesState, FolderCapabilities } from './folderCapabilities.ts';

/** A capability together with the folder that it belongs to. */
export interface CapabilityAt {
  readonly folder: FolderCapabilities;
  readonly row: CapabilityRow;
}

export interface CapabilityServicePorts {
  readonly open: (folder: vscode.WorkspaceFolder) => CapabilitySession;
  readonly log: vscode.LogOutputChannel;
}

/** The capabilities of all folders of the workspace that are on a disk. */
export class CapabilityService implements vscode.Disposable {
  readonly #ports: CapabilityServicePorts;
  readonly #folders = new Map<string, FolderCapabilities>();
  readonly #closing = new Set<Promise<void>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #added = new vscode.EventEmitter<FolderCapabilities>();
  readonly #removed = new vscode.EventEmitter<FolderCapabilities>();
  readonly #listeners: vscode.Disposable;
  #state: string | undefined;

  /** The capabilities or requests of a folder are others now, or the folders are. */
  readonly onDidChange = this.#changed.event;
  readonly onDidAdd = this.#added.event;
  readonly onDidRemove = this.#removed.event;

  constructor(ports: CapabilityServicePorts) {
    this.#ports = ports;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.#remove(folder);
        for (const folder of added) this.#add(folder);
        this.#announce();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reopen()),
    );
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#add(folder);
    this.#announce();
  }

  get folders(): readonly FolderCapabilities[] {
    return [...this.#folders.values()];
  }

  /** All capabilities of all folders. */
  get all(): readonly CapabilityAt[] {
    return this.folders.flatMap((folder) => folder.rows.map((row) => ({ folder, row })));
  }

  of(uri: vscode.Uri): FolderCapabilities | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && this.#folders.get(folder.uri.toString());
  }

  /** The capability that a file belongs to. */
  at(uri: vscode.Uri): CapabilityAt | undefined {
    const folder = this.of(uri);
    const row = folder?.rowOf(uri);
    return folder && row && { folder, row };
  }

  /** @param folder as `folder.uri.toString()` */
  find(folder: string, name: string): CapabilityAt | undefined {
    const found = this.#folders.get(folder);
    const row = found?.row(name);
    return found && row && { folder: found, row };
  }

  /** The folder to act on: that of the active editor, the only one, or the one that the user picks. */
  async choose(): Promise<FolderCapabilities | undefined> {
    const editor = vscode.window.activeTextEditor;
    const active = editor && this.of(editor.document.uri);
    const { folders } = this;
    if (active !== undefined || folders.length === 1) return active ?? folders[0];
    if (folders.length === 0) {
      throw new ToolwrightError('no-folder', l10n.t('No folder is open'), {
        hint: l10n.t('Open a folder first: capabilities belong to one.'),
      });
    }
    const picked = await vscode.window.showQuickPick(
      folders.map((folder) => ({ label: folder.folder.name, description: folder.folder.uri.fsPath, folder })),
      { placeHolder: l10n.t('Which folder?') },
    );
    return picked?.folder;
  }

  /** Reads the folders that hold capabilities or requests; others start no engine. */
  async readWhatIsThere(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    await Promise.all(
      this.folders.map(async (folder) => {
        if (folder.state.kind !== 'waiting') return;
        if (await folder.hasAny()) await folder.refresh();
      }),
    );
    this.#announce();
  }

  /** New sessions for all folders, with the settings of now. */
  reopen(): void {
    for (const folder of this.folders) void folder.reopen();
  }

  dispose(): void {
    void this.close();
  }

  /** Ends all sessions, and waits until their journals are closed. */
  async close(): Promise<void> {
    this.#listeners.dispose();
    for (const emitter of [this.#changed, this.#added, this.#removed]) emitter.dispose();
    await Promise.all([...this.folders.map((folder) => folder.close()), ...this.#closing]);
  }

  #add(folder: vscode.WorkspaceFolder): void {
    if (folder.uri.scheme !== 'file') return;
    const added = new FolderCapabilities(folder, { ...this.#ports, open: () => this.#ports.open(folder) });
    this.#folders.set(folder.uri.toString(), added);
    added.onDidChange(() => this.#announce());
    this.#added.fire(added);
  }

  #remove(folder: vscode.WorkspaceFolder): void {
    const removed = this.#folders.get(folder.uri.toString());
    if (removed === undefined) return;
    this.#folders.delete(folder.uri.toString());
    const closing = removed.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#removed.fire(removed);
  }

  /** Tells whoever shows capabilities, and the welcome texts where we are. */
  #announce(): void {
    this.#changed.fire();
    const state = stateOf(this.folders);
    if (state === this.#state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'toolwright.capabilities.state', state);
  }
}

/** One word for all folders, for the welcome texts: `none` where there is no capability. */
function stateOf(folders: readonly FolderCapabilities[]): CapabilitiesState['kind'] | 'none' | 'virtual' {
  if (folders.length === 0) return 'virtual';
  if (folders.some(({ rows }) => rows.length > 0)) return 'ready';
  if (folders.some(({ state }) => state.kind === 'reading')) return 'reading';
  if (folders.some(({ state }) => state.kind === 'failed')) return 'failed';
  return 'none';
}
