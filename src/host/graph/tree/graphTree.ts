import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { joined } from '../../texts/quantities.ts';
import { sectionNodes } from './sections.ts';
import { type GraphTreeElement, toTreeItem } from './treeItem.ts';
import { failure, remark, type TreeNode } from './treeNode.ts';

const refreshAfterMs = 100;

/** The rows of the Graph view: sections, below a row for each folder where the workspace has several. */
export class GraphTree implements vscode.TreeDataProvider<GraphTreeElement>, vscode.Disposable {
  readonly #graphs: WorkspaceGraphs;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(graphs: WorkspaceGraphs, log: vscode.LogOutputChannel) {
    this.#graphs = graphs;
    this.#log = log;
  }

  /** Asks again for what is on screen; several calls in a moment are one. */
  refresh(): void {
    this.#timer ??= setTimeout(() => this.#refreshNow(), refreshAfterMs);
  }

  /** Runs something that needs the rows to stay as they are; they are brought up to date before and after. */
  async withoutRefresh(work: () => Thenable<void>): Promise<void> {
    this.#refreshNow();
    this.#held = true;
    try {
      await work();
    } finally {
      this.#held = false;
      this.refresh();
    }
  }

  getTreeItem(element: GraphTreeElement): vscode.TreeItem {
    return toTreeItem(element);
  }

  async getChildren(element?: GraphTreeElement): Promise<GraphTreeElement[]> {
    if (element === undefined) return this.#roots();
    const { graph, node } = element;
    try {
      return elements(graph, (await node.children?.()) ?? []);
    } catch (error) {
      if (isCancelled(error)) return elements(graph, [remark(`${node.id}/stopped`, l10n.t('Stopped.'))]);
      logError(node.label, error, this.#log);
      return elements(graph, [failure(`${node.id}/failed`, inOneLine(error))]);
    }
  }

  /** Sections are opened by commands; nothing below them is. */
  getParent(element: GraphTreeElement): GraphTreeElement | undefined {
    const several = this.#graphs.all.length > 1;
    return several && element.node.id !== 'root'
      ? { graph: element.graph, node: folderRoot(element.graph) }
      : undefined;
  }

  /** One of the sections of a folder that has been analysed. */
  section(graph: FolderGraph, id: string): GraphTreeElement | undefined {
    const node = sectionNodes(graph).find((one) => one.id === id);
    return node && { graph, node };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  #refreshNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#held) this.#changed.fire(undefined);
  }

  #roots(): GraphTreeElement[] {
    const { all } = this.#graphs;
    const ready = all.filter((graph) => (graph.summary?.files ?? 0) > 0);
    const only = ready[0];
    if (all.length === 1 && only !== undefined) return elements(only, sectionNodes(only));
    // While no folder has a graph, the welcome text of the view speaks.
    return ready.length === 0 ? [] : all.map((graph) => ({ graph, node: folderRoot(graph) }));
  }
}

function folderRoot(graph: FolderGraph): TreeNode {
  const { state, folder } = graph;
  switch (state.kind) {
    case 'ready':
      return {
        id: 'root',
        label: folder.name,
        icon: { name: 'root-folder' },
        open: true,
        children: () => sectionNodes(graph),
      };
    case 'failed':
      return {
        id: 'root',
        label: folder.name,
        description: joined([state.message]),
        icon: { name: 'error', color: 'error' },
        ...(state.hint === undefined ? {} : { tooltip: state.hint }),
      };
    default:
      return {
        id: 'root',
        label: folder.name,
        description: state.kind === 'scanning' ? l10n.t('being read…') : l10n.t('not analysed yet'),
        icon: { name: 'root-folder' },
      };
  }
}

function elements(graph: FolderGraph, nodes: readonly TreeNode[]): GraphTreeElement[] {
  return nodes.map((node) => ({ graph, node }));
}
