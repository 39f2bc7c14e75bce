import * as vscode from 'vscode';
import { Refresher } from '../../graph/tree/refresher.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { type CapabilityTreeElement, toTreeItem } from './item.ts';
import type { CapabilityNode } from './node.ts';

/** Rows made of what is known of each folder, below a row for the folder where the workspace has several. */
export class CapabilityTree implements vscode.TreeDataProvider<CapabilityTreeElement>, vscode.Disposable {
  readonly #service: CapabilityService;
  readonly #nodesOf: (folder: FolderCapabilities) => readonly CapabilityNode[];
  readonly #changed = new vscode.EventEmitter<CapabilityTreeElement | undefined>();
  readonly #refresher = new Refresher<CapabilityTreeElement>(() => this.#changed.fire(undefined));
  readonly #listener: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(service: CapabilityService, nodesOf: (folder: FolderCapabilities) => readonly CapabilityNode[]) {
    this.#service = service;
    this.#nodesOf = nodesOf;
    this.#listener = service.onDidChange(() => this.#refresher.ask());
  }

  getTreeItem(element: CapabilityTreeElement): vscode.TreeItem {
    return toTreeItem(element);
  }

  getChildren(element?: CapabilityTreeElement): Promise<CapabilityTreeElement[]> {
    return this.#refresher.whileOpening(async () => {
      if (element !== undefined) return elements(element.capabilities, element.node.children ?? []);
      return this.#roots();
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#refresher.dispose();
    this.#changed.dispose();
  }

  #roots(): CapabilityTreeElement[] {
    const filled = this.#service.folders
      .map((folder) => ({ folder, nodes: this.#nodesOf(folder) }))
      .filter(({ nodes }) => nodes.length > 0);
    const [only] = filled;
    if (only !== undefined && this.#service.folders.length === 1) return elements(only.folder, only.nodes);
    return filled.map(({ folder, nodes }) => ({
      capabilities: folder,
      node: { id: 'root', label: folder.folder.name, icon: { name: 'root-folder' }, open: true, children: nodes },
    }));
  }
}

function elements(capabilities: FolderCapabilities, nodes: readonly CapabilityNode[]): CapabilityTreeElement[] {
  return nodes.map((node) => ({ capabilities, node }));
}
