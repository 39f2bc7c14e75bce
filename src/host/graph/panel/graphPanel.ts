import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ToGraphPanel } from '#protocol';
import { graphPanelType } from '../../contributions/index.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import type { Tasks } from '../../tasks.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import { PanelPage } from './panelPage.ts';

const folderKey = 'toolwright.graphPanel.folder';

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
  #shown: { readonly panel: vscode.WebviewPanel; readonly page: PanelPage } | undefined;

  constructor(ports: GraphPanelPorts) {
    this.#ports = ports;
    const { graphs } = ports;
    this.#listeners = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(graphPanelType, this),
      graphs.onDidChange((graph) => graph === this.#shown?.page.graph && this.#shown.page.redrawSoon()),
      graphs.onDidRemove((graph) => graph === this.#shown?.page.graph && this.#shown.panel.dispose()),
      ports.tasks.onDidChange(() => this.#shown?.page.busyWith(this.#step())),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
    );
  }

  /** Shows the graph of a folder, and then what the messages say. */
  show(graph: FolderGraph, column: vscode.ViewColumn, ...messages: readonly ToGraphPanel[]): void {
    this.#reveal(graph, column).tell(messages);
  }

  /** Shows one level of the folders. */
  showFolder(graph: FolderGraph, folder: string): void {
    this.#reveal(graph, vscode.ViewColumn.Active).draw(graph, folder);
  }

  /** Tells the panel something if it is in front, and leaves it where it is. */
  tell(graph: FolderGraph, message: ToGraphPanel): void {
    if (this.#shown?.page.graph === graph) this.#shown.page.tellIfSeen(message);
  }

  /** VS Code gives the panel back after a reload of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const { graphs, memory } = this.#ports;
    const remembered = memory.get<string>(folderKey);
    const graph = graphs.all.find(({ folder }) => folder.uri.toString() === remembered) ?? graphs.all[0];
    // Where a command was faster, the panel that it has opened stays the only one.
    if (graph === undefined || this.#shown !== undefined) panel.dispose();
    else this.#adopt(panel, graph);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#shown?.panel.dispose();
  }

  #reveal(graph: FolderGraph, column: vscode.ViewColumn): PanelPage {
    void this.#ports.memory.update(folderKey, graph.folder.uri.toString());
    if (this.#shown === undefined) {
      const title = l10n.t('Dependency Graph');
      return this.#adopt(vscode.window.createWebviewPanel(graphPanelType, title, column, {}), graph);
    }
    const { panel, page } = this.#shown;
    panel.reveal(undefined, column === vscode.ViewColumn.Beside);
    page.draw(graph);
    return page;
  }

  #adopt(panel: vscode.WebviewPanel, graph: FolderGraph): PanelPage {
    const { extension, log } = this.#ports;
    const page = new PanelPage(panel, graph, log);
    page.busyWith(this.#step());
    this.#shown = { panel, page };
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#shown?.page === page) this.#shown = undefined;
    });
    panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
    panel.webview.html = webviewHtml(panel.webview, extension, {
      title: l10n.t('Dependency Graph'),
      script: 'graph.js',
      styles: ['codicon.css', 'graph.css'],
    });
    return page;
  }

  #step(): string | undefined {
    const { current } = this.#ports.tasks;
    return current?.progress?.step ?? current?.title;
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    const path = editor && this.#shown?.page.graph.pathOf(editor.document.uri);
    if (path !== undefined) this.#shown?.page.tellIfSeen({ type: 'active-editor', path });
  }
}
