import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import type { RolloutStatus } from '#protocol';
import { sentences } from '../../texts/sentences.ts';
import type { RolloutUi } from '../ports.ts';
import { askOrder } from './order.ts';
import { sayDone } from './sayDone.ts';
import { shown } from './steer.ts';
import { readAll, type Unread } from './subject.ts';

/** The emergency stop: every rollout that is not finished is rolled back, in all folders. */
export async function stopAll(ui: RolloutUi, argument: unknown): Promise<void> {
  const unread = await readAll(ui.service);
  const open = ui.service.all.filter(({ status: { state } }) => state === 'running' || state === 'paused');
  const untrusted = unread.find(({ error }) => ToolwrightError.is(error, 'untrusted-workspace'));
  if (open.length === 0 && untrusted !== undefined) throw untrusted.error;
  if (open.length === 0 && unread.length === 0) {
    throw new ToolwrightError('no-rollout', l10n.t('No rollout is under way'), {
      hint: l10n.t('There is nothing to stop.'),
    });
  }
  const title = l10n.t('Stop All Rollouts');
  const order = await askOrder(argument, {
    title,
    consequence: sentences(consequenceOf(open.map(({ status }) => status)), unreadWords(unread)),
    grave: l10n.t('Stop All'),
  });
  if (order === undefined) return;
  const folders = [...new Set([...open, ...unread].map(({ folder }) => folder))];
  // One folder in which it cannot be done keeps no other from it.
  const results = await shown(ui, title, () =>
    Promise.allSettled(folders.map(async ({ session }) => session.stopAllRollouts(order))),
  );
  await Promise.allSettled(folders.map((folder) => folder.refresh()));
  const names = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const statuses = folders.flatMap(({ rollouts }) => rollouts.filter(({ name }) => names.includes(name)));
  if (names.length > 0) sayDone(l10n.t('Rolled back: {0}', names.join(', ')), statuses);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function unreadWords(unread: readonly Unread[]): string | undefined {
  const names = unread.map(({ folder }) => folder.capabilities.folder.name).join(', ');
  return unread.length === 0
    ? undefined
    : l10n.t('What goes on in {0} cannot be read: all that does is rolled back there, too.', names);
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
