import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { exists } from '../files/exists.ts';
import { FolderGraph, type FolderGraphPorts } from './folderGraph.ts';
import { type FolderSituation, viewState } from './viewState.ts';

export interface WorkspaceGraphsPorts extends Omit<FolderGraphPorts, 'open'> {
  readonly open: (folder: vscode.WorkspaceFolder) => ReturnType<FolderGraphPorts['open']>;
}

/** The graphs of all folders of the workspace that are on a disk. */
export class WorkspaceGraphs implements vscode.Disposable {
  readonly #ports: WorkspaceGraphsPorts;
  readonly #graphs = new Map<string, FolderGraph>();
  readonly #listeners: vscode.Disposable;
  /** The ends of the folders that were taken out of the workspace. */
  readonly #closing = new Set<Promise<void>>();
  /** Counts the announcements, so that one that is overtaken by the next is not made. */
  #announcements = 0;
  readonly #added = new vscode.EventEmitter<FolderGraph>();
  readonly #removed = new vscode.EventEmitter<FolderGraph>();
  readonly #changed = new vscode.EventEmitter<FolderGraph>();

  readonly onDidAdd = this.#added.event;
  readonly onDidRemove = this.#removed.event;
  /** The graph of one folder is another one now, or its state is. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: WorkspaceGraphsPorts) {
    this.#ports = ports;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeWorkspaceFolders((event) => {
        for (const folder of event.removed) this.#remove(folder);
        for (const folder of event.added) this.#add(folder);
        void this.#announce();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reopen()),
    );
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#add(folder);
    void this.#announce();
  }

  get all(): readonly FolderGraph[] {
    return [...this.#graphs.values()];
  }

  of(uri: vscode.Uri): FolderGraph | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && this.#graphs.get(folder.uri.toString());
  }

  /** The graph of the active editor's folder, or of the only folder. */
  get active(): FolderGraph | undefined {
    const editor = vscode.window.activeTextEditor;
    return (editor && this.of(editor.document.uri)) ?? (this.#graphs.size === 1 ? this.all[0] : undefined);
  }

  /** The graph to act on: the active one, or the one that the user picks. @throws ToolwrightError without a folder */
  async choose(): Promise<FolderGraph | undefined> {
    const { active, all } = this;
    if (active !== undefined) return active;
    if (all.length === 0) {
      throw new ToolwrightError('no-folder', l10n.t('No folder is open'), {
        hint: l10n.t('Open a folder with TypeScript or JavaScript first.'),
      });
    }
    const picked = await vscode.window.showQuickPick(
      all.map((graph) => ({ label: graph.folder.name, description: graph.folder.uri.fsPath, graph })),
      { placeHolder: l10n.t('Which folder?') },
    );
    return picked?.graph;
  }

  /** New sessions for all folders, or one. Failures are in their states and in the log. */
  reopen(only?: FolderGraph): void {
    for (const graph of only === undefined ? this.all : [only]) graph.reopen().catch(() => undefined);
  }

  dispose(): void {
    void this.close();
  }

  /** Ends all sessions, and waits until their caches are written. */
  async close(): Promise<void> {
    this.#listeners.dispose();
    this.#announcements++;
    for (const emitter of [this.#added, this.#removed, this.#changed]) emitter.dispose();
    await Promise.all([...this.all.map((graph) => graph.close()), ...this.#closing]);
  }

  #add(folder: vscode.WorkspaceFolder): void {
    if (folder.uri.scheme !== 'file') return;
    const graph = new FolderGraph(folder, { ...this.#ports, open: () => this.#ports.open(folder) });
    this.#graphs.set(folder.uri.toString(), graph);
    graph.onDidChange(() => {
      void this.#announce();
      this.#changed.fire(graph);
    });
    this.#added.fire(graph);
  }

  #remove(folder: vscode.WorkspaceFolder): void {
    const graph = this.#graphs.get(folder.uri.toString());
    if (graph === undefined) return;
    this.#graphs.delete(folder.uri.toString());
    const closing = graph.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
    this.#removed.fire(graph);
  }

  /** Tells menus and welcome texts where we are. */
  async #announce(): Promise<void> {
    const mine = ++this.#announcements;
    const situations = await Promise.all(this.all.map(situationOf));
    if (mine !== this.#announcements) return;
    const state = viewState(situations);
    await vscode.commands.executeCommand('setContext', 'toolwright.graph.state', state);
    await vscode.commands.executeCommand('setContext', 'toolwright.graph.hasProject', state === 'ready');
  }
}

async function situationOf(graph: FolderGraph): Promise<FolderSituation> {
  const files = graph.summary?.files ?? 0;
  const project = graph.state.kind === 'ready' && files === 0 && (await hasProjectFile(graph));
  return { kind: graph.state.kind, files, project };
}

async function hasProjectFile(graph: FolderGraph): Promise<boolean> {
  const names = ['package.json', 'tsconfig.json', 'jsconfig.json'];
  return (await Promise.all(names.map((name) => exists(graph.uriOf(name))))).includes(true);
}
