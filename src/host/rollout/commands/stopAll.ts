import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import type { RolloutStatus } from '#protocol';
import { sentences } from '../../texts/sentences.ts';
import type { RolloutUi } from '../ports.ts';
import { askOrder } from './order.ts';
import { sayDone } from './sayDone.ts';
import { shown } from './steer.ts';
import { readAll } from './subject.ts';

/** The emergency stop: every rollout that is not finished is rolled back, in all folders. */
export async function stopAll(ui: RolloutUi, argument: unknown): Promise<void> {
  await readAll(ui.service);
  const open = ui.service.all.filter(({ status: { state } }) => state === 'running' || state === 'paused');
  if (open.length === 0) {
    throw new ToolwrightError('no-rollout', l10n.t('No rollout is under way'), {
      hint: l10n.t('There is nothing to stop.'),
    });
  }
  const title = l10n.t('Stop All Rollouts');
  const order = await askOrder(argument, {
    title,
    consequence: consequenceOf(open.map(({ status }) => status)),
    grave: l10n.t('Stop All'),
  });
  if (order === undefined) return;
  const folders = [...new Set(open.map(({ folder }) => folder))];
  const stopped = await shown(ui, title, () =>
    Promise.all(folders.map(({ session }) => session.stopAllRollouts(order))),
  );
  await Promise.all(folders.map((folder) => folder.refresh()));
  const names = stopped.flat();
  const statuses = folders.flatMap(({ rollouts }) => rollouts.filter(({ name }) => names.includes(name)));
  sayDone(l10n.t('Rolled back: {0}', names.join(', ')), statuses);
}

function consequenceOf(open: readonly RolloutStatus[]): string {
  const listed = (statuses: readonly RolloutStatus[]) => statuses.map(({ name }) => name).join(', ');
  const first = open.filter(({ stable }) => stable === undefined);
  const others = open.filter(({ stable }) => stable !== undefined);
  return sentences(
    others.length === 0
      ? undefined
      : l10n.t('Rolled back at once, to the versions that were in use before: {0}', listed(others)),
    first.length === 0
      ? undefined
      : l10n.t('Taken from everybody, because there was no version before: {0}', listed(first)),
  );
}
