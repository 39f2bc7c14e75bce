import * as vscode from 'vscode';
import { Refresher } from '../graph/tree/refresher.ts';
import type { FolderGaps } from './folderGaps.ts';
import { type GapNode, gapNodes } from './gapNodes.ts';
import type { GapService } from './gapService.ts';

/** A row together with the folder that it belongs to: what the tree hands to commands. */
export interface GapElement {
  readonly gaps: FolderGaps;
  readonly node: GapNode;
}

export function isGapElement(argument: unknown): argument is GapElement {
  return typeof argument === 'object' && argument !== null && 'gaps' in argument && 'node' in argument;
}

/** The rows of the Gaps view, below a row for the folder where the workspace has several. */
export class GapTree implements vscode.TreeDataProvider<GapElement>, vscode.Disposable {
  readonly #service: GapService;
  readonly #changed = new vscode.EventEmitter<GapElement | undefined>();
  readonly #refresher = new Refresher<GapElement>(() => this.#changed.fire(undefined));
  readonly #listener: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(service: GapService) {
    this.#service = service;
    this.#listener = service.onDidChange(() => this.#refresher.ask());
  }

  getTreeItem(element: GapElement): vscode.TreeItem {
    return toTreeItem(element);
  }

  getChildren(element?: GapElement): Promise<GapElement[]> {
    return this.#refresher.whileOpening(async () => {
      if (element !== undefined) return elements(element.gaps, element.node.children ?? []);
      const filled = this.#service.folders.filter(({ gaps }) => gaps.length > 0);
      const [only] = filled;
      if (only !== undefined && this.#service.folders.length === 1) return elements(only, gapNodes(only.gaps));
      return filled.map((gaps) => ({
        gaps,
        node: { id: 'root', label: gaps.folder.name, icon: 'root-folder', children: gapNodes(gaps.gaps) },
      }));
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#refresher.dispose();
    this.#changed.dispose();
  }
}

function elements(gaps: FolderGaps, nodes: readonly GapNode[]): GapElement[] {
  return nodes.map((node) => ({ gaps, node }));
}

function toTreeItem({ gaps, node }: GapElement): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const state = node.children === undefined ? None : node.id === 'root' ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = `${gaps.folder.uri.toString()}#${node.id}`;
  item.iconPath = new vscode.ThemeIcon(node.icon);
  item.contextValue = node.is ?? '';
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
  if (node.place !== undefined) {
    const { path, line, column } = node.place;
    const at = new vscode.Position(line - 1, column - 1);
    const options = { preserveFocus: true, preview: true, selection: new vscode.Range(at, at) };
    item.command = { command: 'vscode.open', title: '', arguments: [gaps.uriOf(path), options] };
  }
  return item;
}
