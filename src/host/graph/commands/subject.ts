import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import type { GraphTreeElement } from '../tree/treeItem.ts';

/** A file or folder that a command is about. */
export interface Subject {
  readonly graph: FolderGraph;
  readonly path: string;
}

/**
 * What a command was called on: a row of the tree, a file of the explorer or an editor tab (a Uri), a link of a hover
 * (a Uri as text), or else the active editor.
 * @throws ToolwrightError with code `no-subject` or `outside-workspace`
 */
export function subjectOf(argument: unknown, graphs: WorkspaceGraphs): Subject {
  if (isTreeElement(argument) && argument.node.path !== undefined) {
    return { graph: argument.graph, path: argument.node.path };
  }
  const uri = uriOf(argument) ?? vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) {
    throw new ToolwrightError('no-subject', l10n.t('No file is open'), {
      hint: l10n.t('Open a TypeScript or JavaScript file, and run the command again.'),
    });
  }
  const graph = graphs.of(uri);
  const path = graph?.pathOf(uri);
  if (graph === undefined || path === undefined) {
    throw new ToolwrightError('outside-workspace', l10n.t('{0} is not in the workspace', uri.fsPath), {
      hint: l10n.t('Open its folder to analyse it.'),
    });
  }
  return { graph, path };
}

export function isTreeElement(argument: unknown): argument is GraphTreeElement {
  return typeof argument === 'object' && argument !== null && 'graph' in argument && 'node' in argument;
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' && argument.startsWith('file:') ? vscode.Uri.parse(argument) : undefined;
}
