import * as l10n from '@vscode/l10n';
import { ToolwrightError } from '#base';
import type { AdvanceOrder, RolloutCommand, RolloutStatus } from '#protocol';
import type { RolloutUi } from '../ports.ts';
import type { RolloutAt } from '../sessions/rolloutService.ts';
import { commandTitle, inShort, usersText } from '../words.ts';
import { askOrder } from './order.ts';
import { sayDone } from './sayDone.ts';
import { rolloutFor } from './subject.ts';

/** Commands that need nothing but a reason. */
type Steering = 'advance' | 'pause' | 'resume' | 'roll-back';

/** Asks why, and does it to a rollout. */
export async function steer(ui: RolloutUi, wanted: Steering, argument: unknown, folder: unknown): Promise<void> {
  const commands: readonly RolloutCommand[] = wanted === 'advance' ? ['advance', 'finish'] : [wanted];
  const at = await rolloutFor(ui.service, argument, folder, { ...questions()[wanted], commands });
  if (at === undefined) return;
  const status = await present(at);
  const choices = status.choices.filter(({ command }) => commands.includes(command));
  const choice = choices.find(({ possible }) => possible);
  const title = commandTitle(choice?.command ?? wanted, status.name);
  if (choice === undefined) throw refused(title, choices.find(({ reason }) => reason !== undefined)?.reason);
  const order = await askOrder(argument, {
    title,
    consequence: consequenceOf(choice.command, status),
    objection: choice.overrules && choice.reason,
    grave: wanted === 'roll-back' ? l10n.t('Roll Back') : undefined,
  });
  if (order === undefined) return;
  const { revision } = status;
  const { overrules: overrule } = choice;
  await carryOut(ui, at, title, () => done(at, wanted, { ...order, revision, overrule }));
}

/** Does something to a rollout, shown where rollouts are, and says how it stands afterwards. */
export async function carryOut(
  ui: Pick<RolloutUi, 'tasks' | 'dashboard'>,
  { folder }: RolloutAt,
  title: string,
  work: () => Promise<RolloutStatus>,
): Promise<void> {
  const status = await shown(ui, title, work);
  sayDone(inShort(status), [status]);
  await folder.refresh();
}

/** Does something that is shown in the view of rollouts and in their dashboard for as long as it lasts. */
export async function shown<T>(
  { tasks, dashboard }: Pick<RolloutUi, 'tasks' | 'dashboard'>,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  dashboard.busyWith(title);
  try {
    return await tasks.run(title, work, 'toolwright.rollouts');
  } finally {
    dashboard.busyWith(undefined);
  }
}

/** As it stands now: what is shown may be older than a click. */
export async function present({ folder, status }: RolloutAt): Promise<RolloutStatus> {
  return (await folder.session.rollout(status.name)) ?? status;
}

export function refused(title: string, reason: string | undefined): ToolwrightError {
  return new ToolwrightError('rollout-refused', title, {
    hint: reason ?? l10n.t('It cannot be done now.'),
  });
}

/** @param agreed with what was shown when the person agreed: more is done to nothing that has become another thing since */
function done({ folder, status: { name } }: RolloutAt, wanted: Steering, agreed: AdvanceOrder) {
  const { session } = folder;
  switch (wanted) {
    case 'advance':
      return session.advanceRollout(name, agreed);
    case 'pause':
      return session.pauseRollout(name, agreed);
    case 'resume':
      return session.resumeRollout(name, agreed);
    case 'roll-back':
      return session.rollBack(name, agreed);
  }
}

function questions(): { readonly [S in Steering]: { readonly title: string; readonly none: string } } {
  return {
    advance: { title: l10n.t('Advance Rollout'), none: l10n.t('No rollout can advance now') },
    pause: { title: l10n.t('Pause Rollout'), none: l10n.t('No rollout is running') },
    resume: { title: l10n.t('Resume Rollout'), none: l10n.t('No rollout is paused') },
    'roll-back': { title: l10n.t('Roll Back'), none: l10n.t('Nothing can be rolled back') },
  };
}

/** What will happen, in one sentence. */
function consequenceOf(command: RolloutCommand, status: RolloutStatus): string {
  const { steps, stable, candidate = '', percent } = status;
  const users = usersText(status);
  const next = steps[steps.findIndex(({ state }) => state === 'current') + 1];
  switch (command) {
    case 'advance':
      return next === undefined
        ? l10n.t('More users get {0}.', candidate)
        : l10n.t('Who gets {0} then: {1}, in the stage “{2}”.', candidate, usersText(next), next.name);
    case 'finish':
      return l10n.t('{0} becomes the version in use, for everybody.', candidate);
    case 'pause':
      return percent >= 100
        ? l10n.t('{0} stays with everybody.', candidate)
        : l10n.t('{0} stays with {1}: the share grows no more.', candidate, users);
    case 'resume':
      return l10n.t('{0} goes on from where it is: with {1}.', candidate, users);
    default:
      return stable === undefined
        ? l10n.t('Nobody gets {0} any more, at once.', candidate)
        : l10n.t('Everybody gets {0} again, at once.', stable);
  }
}
