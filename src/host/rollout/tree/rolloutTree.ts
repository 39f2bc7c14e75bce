import * as vscode from 'vscode';
import { Refresher } from '../../graph/tree/refresher.ts';
import type { FolderRollouts } from '../sessions/folderRollouts.ts';
import type { RolloutService } from '../sessions/rolloutService.ts';
import { type RolloutNode, rolloutNodes } from './rolloutNodes.ts';

/** A row together with the folder that it belongs to: what the tree hands to commands. */
export interface RolloutElement {
  readonly rolloutFolder: FolderRollouts;
  readonly node: RolloutNode;
}

export function isRolloutElement(argument: unknown): argument is RolloutElement {
  return typeof argument === 'object' && argument !== null && 'rolloutFolder' in argument && 'node' in argument;
}

/** The rows of the Rollouts view, below a row for the folder where the workspace has several. */
export class RolloutTree implements vscode.TreeDataProvider<RolloutElement>, vscode.Disposable {
  readonly #service: RolloutService;
  readonly #changed = new vscode.EventEmitter<RolloutElement | undefined>();
  readonly #refresher = new Refresher<RolloutElement>(() => this.#changed.fire(undefined));
  readonly #listener: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(service: RolloutService) {
    this.#service = service;
    this.#listener = service.onDidChange(() => this.#refresher.ask());
  }

  getTreeItem(element: RolloutElement): vscode.TreeItem {
    return toTreeItem(element);
  }

  getChildren(element?: RolloutElement): Promise<RolloutElement[]> {
    return this.#refresher.whileOpening(async () => {
      if (element !== undefined) return elements(element.rolloutFolder, element.node.children ?? []);
      const filled = this.#service.folders.filter(({ rollouts }) => rollouts.length > 0);
      const [only] = filled;
      if (only !== undefined && this.#service.folders.length === 1) return elements(only, rolloutNodes(only.rollouts));
      return filled.map((rolloutFolder) => ({
        rolloutFolder,
        node: {
          ...{ id: 'root', label: rolloutFolder.capabilities.folder.name, icon: { name: 'root-folder' }, open: true },
          children: rolloutNodes(rolloutFolder.rollouts),
        },
      }));
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#refresher.dispose();
    this.#changed.dispose();
  }
}

function elements(rolloutFolder: FolderRollouts, nodes: readonly RolloutNode[]): RolloutElement[] {
  return nodes.map((node) => ({ rolloutFolder, node }));
}

function toTreeItem({ rolloutFolder, node }: RolloutElement): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const state = node.children === undefined ? None : node.open === true ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  const { name, color } = node.icon;
  item.id = `${rolloutFolder.key}#${node.id}`;
  item.iconPath = new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = (node.is ?? []).join(' ');
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
  if (node.name !== undefined) {
    item.command = {
      command: 'toolwright.rollouts.show',
      title: '',
      arguments: [{ name: node.name }, rolloutFolder.key],
    };
  }
  return item;
}
