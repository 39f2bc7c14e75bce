import * as vscode from 'vscode';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import type { CapabilityNode, NodeColor, NodePlace } from './node.ts';

/** A row together with the folder that it belongs to: what the tree hands to commands. */
export interface CapabilityTreeElement {
  readonly capabilities: FolderCapabilities;
  readonly node: CapabilityNode;
}

const colors: { readonly [C in NodeColor]: string } = {
  good: 'testing.iconPassed',
  error: 'list.errorForeground',
  warning: 'list.warningForeground',
  info: 'charts.blue',
  muted: 'disabledForeground',
};

export function toTreeItem({ capabilities, node }: CapabilityTreeElement): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const state = node.children === undefined ? None : node.open === true ? Expanded : Collapsed;
  const item = new vscode.TreeItem(node.label, state);
  item.id = `${capabilities.folder.uri.toString()}#${node.id}`;
  item.iconPath = new vscode.ThemeIcon(
    node.icon.name,
    node.icon.color && new vscode.ThemeColor(colors[node.icon.color]),
  );
  item.contextValue = (node.is ?? []).join(' ');
  if (node.description !== undefined) item.description = node.description;
  if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
  const command = commandOf({ capabilities, node });
  if (command !== undefined) item.command = command;
  return item;
}

export function isCapabilityElement(argument: unknown): argument is CapabilityTreeElement {
  return typeof argument === 'object' && argument !== null && 'capabilities' in argument && 'node' in argument;
}

function commandOf({ capabilities, node }: CapabilityTreeElement): vscode.Command | undefined {
  if (node.run !== undefined) {
    const { command, args } = node.run;
    return { command, title: '', arguments: [...args, capabilities.folder.uri.toString()] };
  }
  return node.place && openCommand(capabilities.uriOf(node.place.path), node.place);
}

/** A click opens the place in a preview editor; the tree keeps the keyboard. */
function openCommand(uri: vscode.Uri, { line, column = 1 }: NodePlace): vscode.Command {
  const at = line === undefined ? undefined : new vscode.Position(line - 1, column - 1);
  const options: vscode.TextDocumentShowOptions = {
    preserveFocus: true,
    preview: true,
    ...(at === undefined ? {} : { selection: new vscode.Range(at, at) }),
  };
  return { command: 'vscode.open', title: '', arguments: [uri, options] };
}
