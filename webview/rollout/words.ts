import * as l10n from '@vscode/l10n';
import type {
  RolloutAction,
  RolloutCommand,
  RolloutRule,
  RolloutState,
  RolloutStatus,
  RolloutStep,
  RolloutStrategy,
} from '#protocol';
import { number, precisely } from '../ui/words.ts';

/** What the dashboard calls things. Looked up when it is shown, for the language is known then. */

export function stateWords(state: RolloutState): string {
  return {
    development: l10n.t('Not started'),
    running: l10n.t('Running'),
    paused: l10n.t('Paused'),
    'rolled-back': l10n.t('Rolled back'),
    finished: l10n.t('Finished'),
  }[state];
}

/** The name of a strategy, as it was chosen at the start. */
export function strategyLabel(strategy: RolloutStrategy): string {
  return {
    percentage: l10n.t('Percentage'),
    canary: l10n.t('Canary'),
    groups: l10n.t('User Groups'),
    flag: l10n.t('Feature Flag'),
    ab: l10n.t('A/B Test'),
  }[strategy];
}

/** What a strategy does, beside its name. */
export function strategyWords(strategy: RolloutStrategy): string {
  return {
    percentage: l10n.t('a growing share of users'),
    canary: l10n.t('a few users first, then all'),
    groups: l10n.t('one group of users after the other'),
    flag: l10n.t('everybody at once, when a person starts it'),
    ab: l10n.t('two versions beside each other, until a person ends it'),
  }[strategy];
}

/** What a button says. */
export function commandWords(command: RolloutCommand): string {
  return {
    start: l10n.t('Start…'),
    advance: l10n.t('Advance…'),
    pause: l10n.t('Pause…'),
    resume: l10n.t('Resume…'),
    'roll-back': l10n.t('Roll Back…'),
    finish: l10n.t('Finish…'),
  }[command];
}

/** What was done, in the log. */
export function doneWords(command: RolloutCommand): string {
  return {
    start: l10n.t('Started'),
    advance: l10n.t('Advanced'),
    pause: l10n.t('Paused'),
    resume: l10n.t('Resumed'),
    'roll-back': l10n.t('Rolled back'),
    finish: l10n.t('Finished'),
  }[command];
}

export function actionWords(action: RolloutAction): string {
  return {
    'roll-back': l10n.t('Roll back'),
    pause: l10n.t('Pause and review'),
    hold: l10n.t('Hold'),
    advance: l10n.t('Advance'),
    finish: l10n.t('Finish'),
  }[action];
}

export function ruleWords(rule: RolloutRule): string {
  return {
    'worse-than-control': l10n.t('it fails more often than the version in use'),
    'errors-above-limit': l10n.t('its error rate is above the limit'),
    'slow-above-limit': l10n.t('too many of its requests are slow'),
    'opinions-below-limit': l10n.t('too few opinions on it are good'),
    'users-split-wrongly': l10n.t('users are not split as the flag says'),
    'no-data': l10n.t('there is no data'),
    'signs-of-harm': l10n.t('there are signs of harm'),
    'minimum-time': l10n.t('the minimum time is not over'),
    'minimum-sample': l10n.t('the minimum sample is not there'),
    'no-evidence-yet': l10n.t('it is not shown yet that it does no harm'),
    'no-harm': l10n.t('it does no harm'),
  }[rule];
}

/** What happens when there is enough evidence. */
export type MeterEnd = 'rolled-back' | 'paused' | 'held' | 'advances' | 'shown';

/** How much evidence there is, and what happens when it is enough. */
export function meterWords(end: MeterEnd, now: string, needed: string, isEnough: boolean): string {
  switch (end) {
    case 'rolled-back':
      return isEnough
        ? l10n.t('{0} of {1}: enough, it is rolled back', now, needed)
        : l10n.t('{0}; at {1} it is rolled back', now, needed);
    case 'paused':
      return isEnough
        ? l10n.t('{0} of {1}: enough, it is paused', now, needed)
        : l10n.t('{0}; at {1} it is paused', now, needed);
    case 'held':
      return isEnough
        ? l10n.t('{0} of {1}: enough, it is held', now, needed)
        : l10n.t('{0}; at {1} it is held', now, needed);
    case 'advances':
      return isEnough
        ? l10n.t('{0} of {1}: enough, it may advance', now, needed)
        : l10n.t('{0}; at {1} it may advance', now, needed);
    case 'shown':
      return isEnough
        ? l10n.t('{0} of {1}: enough, it is shown', now, needed)
        : l10n.t('{0}; at {1} it is shown', now, needed);
  }
}

/** @param of the rollout: nothing comes after the stage in which it was taken back */
export function stepWords(state: RolloutStep['state'], of: RolloutState): string {
  if (state === 'to-come' && of === 'rolled-back') return l10n.t('Not reached');
  return {
    ...{ done: l10n.t('Done'), 'left-out': l10n.t('Left out') },
    ...{ current: l10n.t('Now'), 'to-come': l10n.t('To come') },
  }[state];
}

export const minutes = (n: number): string => (n === 1 ? l10n.t('1 minute') : l10n.t('{0} minutes', number(n)));
export const requests = (n: number): string => (n === 1 ? l10n.t('1 request') : l10n.t('{0} requests', number(n)));

/** Who has a version, by a share that is a percentage already: `everybody`, `the group insiders and 1 % of users`, `10 % of users, but nobody of partners`. */
export function usersWords({ keptOut = [], ...users }: Pick<RolloutStatus, 'percent' | 'groups' | 'keptOut'>): string {
  const who = whoWords(users);
  return keptOut.length === 0 ? who : l10n.t('{0}, but nobody of {1}', who, keptOut.join(', '));
}

function whoWords({ percent, groups }: Pick<RolloutStatus, 'percent' | 'groups'>): string {
  const share = l10n.t('{0} % of users', precisely(percent));
  if (percent >= 100) return l10n.t('everybody');
  if (groups.length === 0) return share;
  const named = groups.join(', ');
  if (percent === 0) return groups.length === 1 ? l10n.t('the group {0}', named) : l10n.t('the groups {0}', named);
  return groups.length === 1
    ? l10n.t('the group {0} and {1}', named, share)
    : l10n.t('the groups {0} and {1}', named, share);
}

/** How much speaks against something: 1 is nothing. */
export const evidence = (value: number): string =>
  value > 1_000_000
    ? l10n.t('more than {0}', number(1_000_000))
    : number(value < 10 ? round(value) : Math.round(value));

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
