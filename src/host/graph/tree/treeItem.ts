import * as vscode from 'vscode';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import type { TreeIcon, TreeNode } from './treeNode.ts';

/** A row together with the folder that it belongs to: what the tree hands to commands. */
export interface GraphTreeElement {
  readonly graph: FolderGraph;
  readonly node: TreeNode;
}

/** Rows with this scheme are drawn greyed by {@link mutedRows}. */
const mutedScheme = 'toolwright-muted';

const colors = {
  error: 'list.errorForeground',
  warning: 'list.warningForeground',
  info: 'charts.blue',
  muted: 'disabledForeground',
} as const;

export function toTreeItem({ graph, node }: GraphTreeElement): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const state = node.children === undefined ? None : node.open === true ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = `${graph.folder.uri.toString()}#${node.id}`;
  item.iconPath = iconOf(node.icon);
  item.contextValue = (node.is ?? []).join(' ');
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
  if (node.muted === true) item.resourceUri = vscode.Uri.from({ scheme: mutedScheme, path: `/${node.id}` });
  else if (node.path !== undefined && usesFileIcon(node.icon)) item.resourceUri = graph.uriOf(node.path);
  if (node.path !== undefined && node.is?.includes('place'))
    item.command = openCommand(graph.uriOf(node.path), node.line);
  return item;
}

/** Greys the rows that are known and accepted. */
export function mutedRows(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) =>
      uri.scheme === mutedScheme ? { color: new vscode.ThemeColor(colors.muted) } : undefined,
  });
}

/** A click opens the place in a preview editor; the tree keeps the keyboard. */
function openCommand(uri: vscode.Uri, line: number | undefined): vscode.Command {
  const options: vscode.TextDocumentShowOptions = {
    preserveFocus: true,
    preview: true,
    ...(line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) }),
  };
  return { command: 'vscode.open', title: '', arguments: [uri, options] };
}

function usesFileIcon(icon: TreeIcon): boolean {
  return icon.name === 'file' || icon.name === 'folder';
}

function iconOf(icon: TreeIcon): vscode.ThemeIcon {
  if (icon.name === 'file') return vscode.ThemeIcon.File;
  if (icon.name === 'folder') return vscode.ThemeIcon.Folder;
  return new vscode.ThemeIcon(icon.name, icon.color && new vscode.ThemeColor(colors[icon.color]));
}
