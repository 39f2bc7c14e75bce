import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { alertText, noticeOf } from './alertText.ts';
import type { RolloutUi } from './ports.ts';
import { isAlarming } from './sessions/alerts.ts';

/** Tells of what the policy took back or paused: at once in a notification, and in the status bar until somebody looks. */
export function showAlerts({ service, dashboard }: Pick<RolloutUi, 'service' | 'dashboard'>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('toolwright.rollouts', vscode.StatusBarAlignment.Left, 9);
  item.name = l10n.t('Toolwright: Rollouts');
  /** What the item leads to now. */
  let target = '';
  const show = () => {
    const [first] = service.alerts;
    const alert = alertText(service.alerts.map(({ entry }) => entry));
    if (alert === undefined || first === undefined) return item.hide();
    item.text = alert.text;
    item.tooltip = new vscode.MarkdownString(alert.tooltip);
    item.backgroundColor = new vscode.ThemeColor(
      alert.isGrave ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground',
    );
    // A command that is given once more is another one to VS Code, and a click that is on its way then finds none.
    const next = `${first.folder.key} ${first.status.name}`;
    if (next !== target) {
      target = next;
      item.command = {
        command: 'toolwright.rollouts.show',
        title: l10n.t('Show Rollouts'),
        arguments: [{ name: first.status.name }, first.folder.key],
      };
    }
    item.show();
  };
  const notify = service.onDidHappen(async ({ folder, entry }) => {
    if (!isAlarming(entry)) return;
    const showIt = l10n.t('Show Rollout');
    const chosen = await vscode.window.showWarningMessage(noticeOf(entry), showIt);
    if (chosen === showIt) dashboard.show({ folder: folder.key, name: entry.name });
  });
  show();
  return vscode.Disposable.from(item, service.onDidChange(show), notify);
}
