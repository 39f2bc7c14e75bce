import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { WorkspaceGraphs } from '../sessions/workspaceGraphs.ts';
import { onDidChangeSetting, setting } from '../settings.ts';
import type { Tasks } from '../tasks.ts';
import { statusText } from './statusText.ts';

/** The one item in the status bar: how large the graph is, or what is being done. Hidden where there is no project. */
export function showStatus(graphs: WorkspaceGraphs, tasks: Tasks): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('toolwright.status', vscode.StatusBarAlignment.Left, 10);
  item.name = l10n.t('Toolwright: Dependency Graph');
  item.command = 'toolwright.graph.show';
  const show = () => {
    const summary = (graphs.active ?? graphs.all.find((graph) => graph.summary !== undefined))?.summary;
    const status = setting('graph.statusBar.enabled') ? statusText(tasks.current, summary) : undefined;
    if (status === undefined) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = new vscode.MarkdownString(status.tooltip, true);
    item.tooltip.isTrusted = { enabledCommands: ['toolwright.cancel'] };
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    tasks.onDidChange(show),
    graphs.onDidChange(show),
    graphs.onDidRemove(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    onDidChangeSetting(['graph.statusBar.enabled'], show),
  );
}
