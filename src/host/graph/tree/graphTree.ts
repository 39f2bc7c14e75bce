import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { plain } from '../../texts/markdown.ts';
import { joined } from '../../texts/quantities.ts';
import { Refresher } from './refresher.ts';
import { sectionNodes } from './sections.ts';
import { type GraphTreeElement, toTreeItem } from './treeItem.ts';
import { failure, remark, type TreeNode } from './treeNode.ts';

/** The rows of the Graph view: sections, below a row for each folder where the workspace has several. */
export class GraphTree implements vscode.TreeDataProvider<GraphTreeElement>, vscode.Disposable {
  readonly #graphs: WorkspaceGraphs;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<GraphTreeElement[] | undefined>();
  readonly #refresher = new Refresher<GraphTreeElement>((rows) =>
    this.#changed.fire(rows === 'all' ? undefined : [...rows]),
  );
  /** The rows of sections that VS Code has, by id. */
  readonly #sections = new WeakMap<FolderGraph, ReadonlyMap<string, GraphTreeElement>>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(graphs: WorkspaceGraphs, log: vscode.LogOutputChannel) {
    this.#graphs = graphs;
    this.#log = log;
  }

  /** Asks again for all that is on screen. */
  refresh(): void {
    this.#refresher.ask();
  }

  /**
   * Asks again for what is on screen of one folder. The rows of its sections stay, where they are still the same ones:
   * VS Code forgets all rows when all are refreshed, and with them a row that is just being opened.
   */
  refreshFolder(graph: FolderGraph): void {
    const present = sectionNodes(graph).map(({ id }) => id);
    const known = [...(this.#sections.get(graph)?.keys() ?? [])];
    if (present.length === 0 || present.join() !== known.join()) this.refresh();
    else for (const id of present) this.refreshSection(graph, id);
  }

  /** Asks again for one section and what is below it. */
  refreshSection(graph: FolderGraph, id: string): void {
    const row = this.#sections.get(graph)?.get(id);
    if (row !== undefined) this.#refresher.ask(row);
  }

  /** Waits until VS Code has drawn the rows that it was given. */
  drawn(): Promise<void> {
    return this.#refresher.drawn();
  }

  getTreeItem(element: GraphTreeElement): vscode.TreeItem {
    const { graph, node } = element;
    const known = this.#sections.get(graph)?.get(node.id) === element;
    // The counts in a section's description are those of now.
    return toTreeItem((known && this.section(graph, node.id)) || element);
  }

  async getChildren(element?: GraphTreeElement): Promise<GraphTreeElement[]> {
    return this.#refresher.whileOpening(async () => {
      if (element === undefined) return this.#roots();
      return element.node.id === 'root' ? this.#sectionsOf(element.graph) : this.#childrenOf(element);
    });
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
    this.#refresher.dispose();
    this.#changed.dispose();
  }

  async #childrenOf({ graph, node }: GraphTreeElement): Promise<GraphTreeElement[]> {
    try {
      return elements(graph, (await node.children?.()) ?? []);
    } catch (error) {
      if (isCancelled(error)) return elements(graph, [remark(`${node.id}/stopped`, l10n.t('Stopped.'))]);
      logError(node.label, error, this.#log);
      return elements(graph, [failure(`${node.id}/failed`, inOneLine(error))]);
    }
  }

  #roots(): GraphTreeElement[] {
    this.#refresher.allFresh();
    const { all } = this.#graphs;
    const ready = all.filter((graph) => (graph.summary?.files ?? 0) > 0);
    const only = ready[0];
    if (all.length === 1 && only !== undefined) return this.#sectionsOf(only);
    // While no folder has a graph, the welcome text of the view speaks.
    return ready.length === 0 ? [] : all.map((graph) => ({ graph, node: folderRoot(graph) }));
  }

  #sectionsOf(graph: FolderGraph): GraphTreeElement[] {
    const sections = elements(graph, sectionNodes(graph));
    this.#sections.set(graph, new Map(sections.map((section) => [section.node.id, section])));
    return sections;
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
        ...(state.hint === undefined ? {} : { tooltip: plain(state.hint) }),
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
