import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { type FromGraphPanel, fromGraphPanelSchema, type ToGraphPanel } from '#protocol';
import { graphPanelType } from '../../contributions/index.ts';
import { inOneLine, isCancelled, logError, showError } from '../../errors.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { fileOf, impactOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import type { Tasks } from '../../tasks.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import { openPlace } from '../openPlace.ts';
import { type Drawing, overviewOf, wholeOf } from './panelState.ts';
import { saveExport, savePicture } from './save.ts';

const folderKey = 'toolwright.graphPanel.folder';
const redrawAfterMs = 250;

export interface GraphPanelPorts {
  readonly graphs: WorkspaceGraphs;
  readonly tasks: Tasks;
  readonly log: vscode.LogOutputChannel;
  readonly extension: vscode.Uri;
  /** Remembers over a reload of the window which folder was shown. */
  readonly memory: vscode.Memento;
}

/** The panel with the drawn graph: one for the window, showing one folder. It is made when it is first shown. */
export class GraphPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #ports: GraphPanelPorts;
  readonly #listeners: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #graph: FolderGraph | undefined;
  #drawing: Drawing = { folder: '', whole: false };
  #ready = false;
  #waiting: ToGraphPanel[] = [];
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: GraphPanelPorts) {
    this.#ports = ports;
    const { graphs, tasks } = ports;
    this.#listeners = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(graphPanelType, this),
      graphs.onDidChange((graph) => graph === this.#graph && this.#redrawSoon()),
      graphs.onDidRemove((graph) => graph === this.#graph && this.#panel?.dispose()),
      tasks.onDidChange(() =>
        this.#post({ type: 'busy', step: tasks.current?.progress?.step ?? tasks.current?.title }),
      ),
      vscode.window.onDidChangeActiveTextEditor(() => this.#follow()),
    );
  }

  /** Shows the graph of a folder, and then what the messages say. */
  show(graph: FolderGraph, column: vscode.ViewColumn, ...messages: readonly ToGraphPanel[]): void {
    this.#showFolder(graph);
    this.#waiting.push(...messages);
    if (this.#panel === undefined) this.#adopt(this.#create(column));
    else this.#panel.reveal(undefined, column === vscode.ViewColumn.Beside);
    this.#deliver();
  }

  /** Shows one level of the folders. */
  showFolder(graph: FolderGraph, folder: string): void {
    this.show(graph, vscode.ViewColumn.Active);
    this.#drawing = { ...this.#drawing, folder };
    this.#redrawSoon();
  }

  /** Tells the panel something if it is there, without bringing it to the front. */
  tell(graph: FolderGraph, message: ToGraphPanel): void {
    if (this.#panel !== undefined && this.#graph === graph) this.#post(message);
  }

  /** VS Code gives the panel back after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const { graphs, memory } = this.#ports;
    const remembered = memory.get<string>(folderKey);
    const graph = graphs.all.find(({ folder }) => folder.uri.toString() === remembered) ?? graphs.all[0];
    if (graph === undefined) {
      panel.dispose();
      return;
    }
    this.#showFolder(graph);
    this.#adopt(panel);
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    this.#listeners.dispose();
    this.#panel?.dispose();
  }

  #showFolder(graph: FolderGraph): void {
    if (this.#graph === graph) return;
    this.#graph = graph;
    if (this.#panel !== undefined) this.#redrawSoon();
    void this.#ports.memory.update(folderKey, graph.folder.uri.toString());
  }

  #create(column: vscode.ViewColumn): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(graphPanelType, l10n.t('Dependency Graph'), column, {});
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extension, log } = this.#ports;
    this.#panel = panel;
    panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message).catch((error) => {
        if (isCancelled(error)) return;
        logError(l10n.t('Dependency Graph'), error, log);
        this.#post({ type: 'failed', message: inOneLine(error), ...hintOf(error) });
      });
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away; shown again, it starts anew and says so.
      if (!panel.visible) this.#ready = false;
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#ready = false;
      this.#waiting = [];
    });
    panel.webview.html = webviewHtml(panel.webview, extension, {
      title: l10n.t('Dependency Graph'),
      script: 'graph.js',
      styles: ['codicon.css', 'graph.css'],
    });
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = v.safeParse(fromGraphPanelSchema, raw);
    if (!parsed.success) {
      this.#ports.log.warn(`The graph panel sent a message that is none: ${parsed.issues[0].message}`);
      return;
    }
    const graph = this.#graph;
    if (graph !== undefined) await this.#handle(parsed.output, graph);
  }

  async #handle(message: FromGraphPanel, graph: FolderGraph): Promise<void> {
    const { log } = this.#ports;
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        await this.#draw();
        this.#deliver();
        this.#follow();
        return;
      case 'open-overview':
        this.#drawing = { ...this.#drawing, folder: message.folder };
        return this.#drawOverview(graph);
      case 'open-graph':
        this.#drawing = { ...this.#drawing, whole: true };
        return this.#drawWhole(graph);
      case 'open-file':
        // Refuses whatever is not a file of the graph.
        await fileOf(graph, message.path);
        return openPlace(graph.uriOf(message.path), message.line, this.#editorColumn());
      case 'show-impact':
        this.#post({ type: 'impact', report: await impactOf(graph, message.path) });
        return;
      case 'analyse':
        return graph.scan(true);
      case 'save-picture':
        return savePicture(graph, message.format, message.data).catch((error) =>
          showError(l10n.t('Save Picture'), error, log),
        );
      case 'export':
        return saveExport(graph, message.format, message.folder).catch((error) =>
          showError(l10n.t('Export Graph'), error, log),
        );
    }
  }

  /** Sends the full content. */
  async #draw(): Promise<void> {
    const graph = this.#graph;
    if (graph === undefined || !this.#ready) return;
    await this.#drawOverview(graph);
    if (this.#drawing.whole) await this.#drawWhole(graph);
  }

  /** An answer that comes after the next question is dropped. */
  async #drawOverview(graph: FolderGraph): Promise<void> {
    const { folder } = this.#drawing;
    const message = await overviewOf(graph, folder);
    if (this.#graph === graph && this.#drawing.folder === folder) this.#post(message);
  }

  async #drawWhole(graph: FolderGraph): Promise<void> {
    const message = await wholeOf(graph);
    if (this.#graph === graph) this.#post(message);
  }

  #redrawSoon(): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => {
      const state = this.#graph?.state;
      // A hidden panel asks for everything when it is shown again.
      if (this.#panel?.visible !== true || state === undefined || state.kind === 'scanning') return;
      if (state.kind === 'failed') {
        this.#post({
          type: 'failed',
          message: state.message,
          ...(state.hint === undefined ? {} : { hint: state.hint }),
        });
      } else {
        this.#draw().catch((error) => this.#post({ type: 'failed', message: inOneLine(error), ...hintOf(error) }));
      }
    }, redrawAfterMs);
  }

  #deliver(): void {
    if (!this.#ready) return;
    for (const message of this.#waiting.splice(0)) this.#post(message);
  }

  #follow(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const path = uri && this.#graph?.pathOf(uri);
    if (path !== undefined) this.#post({ type: 'active-editor', path });
  }

  #post(message: ToGraphPanel): void {
    if (this.#ready && this.#panel?.visible) void this.#panel.webview.postMessage(message);
  }

  /** Files open beside the panel, in the group that is there. */
  #editorColumn(): vscode.ViewColumn {
    return this.#panel?.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }
}

function hintOf(error: unknown): { readonly hint?: string } {
  return ToolwrightError.is(error) && error.hint !== undefined ? { hint: error.hint } : {};
}
