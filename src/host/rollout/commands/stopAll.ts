import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { RolloutUi } from '../ports.ts';
import { askOrder } from './order.ts';
import { shown } from './steer.ts';

/** The emergency stop: every rollout that is not finished is rolled back, in all folders. */
export async function stopAll(ui: RolloutUi, argument: unknown): Promise<void> {
  const open = ui.service.all.filter(({ status: { state } }) => state === 'running' || state === 'paused');
  if (open.length === 0) {
    throw new ToolwrightError('no-rollout', l10n.t('No rollout is under way'), {
      hint: l10n.t('There is nothing to stop.'),
    });
  }
  const title = l10n.t('Stop All Rollouts');
  const names = open.map(({ status: { name } }) => name).join(', ');
  const order = await askOrder(argument, {
    title,
    consequence: l10n.t('Rolled back at once: {0}. Everybody gets the versions in use again.', names),
    grave: l10n.t('Stop All'),
  });
  if (order === undefined) return;
  const folders = [...new Set(open.map(({ folder }) => folder))];
  const stopped = await shown(ui, title, () =>
    Promise.all(folders.map(({ session }) => session.stopAllRollouts(order))),
  );
  vscode.window.setStatusBarMessage(l10n.t('Rolled back: {0}', stopped.flat().join(', ')), 10_000);
  await Promise.all(folders.map((folder) => folder.refresh()));
}
