import * as l10n from '@vscode/l10n';
import type { RolloutCommand, RolloutState, RolloutStatus, RolloutStrategy, ShareFigure } from '#protocol';
import { number, precisely } from '../texts/quantities.ts';

export function stateLabel(state: RolloutState): string {
  return {
    development: l10n.t('Not started'),
    running: l10n.t('Running'),
    paused: l10n.t('Paused'),
    'rolled-back': l10n.t('Rolled back'),
    finished: l10n.t('Finished'),
  }[state];
}

/** What a command does, as the title of its boxes. @param name the capability */
export function commandTitle(command: RolloutCommand, name: string): string {
  return {
    start: l10n.t('Start the Rollout of {0}', name),
    advance: l10n.t('Advance the Rollout of {0}', name),
    pause: l10n.t('Pause the Rollout of {0}', name),
    resume: l10n.t('Resume the Rollout of {0}', name),
    'roll-back': l10n.t('Roll {0} Back', name),
    finish: l10n.t('Finish the Rollout of {0}', name),
  }[command];
}

export function strategyLabel(strategy: RolloutStrategy): { readonly label: string; readonly detail: string } {
  return {
    percentage: {
      label: l10n.t('Percentage'),
      detail: l10n.t('A share of users that grows with each stage of the policy.'),
    },
    canary: { label: l10n.t('Canary'), detail: l10n.t('The users of the first stage, then all.') },
    groups: { label: l10n.t('User Groups'), detail: l10n.t('The groups that the stages of the policy name.') },
    flag: {
      label: l10n.t('Feature Flag'),
      detail: l10n.t('Everybody at once, when you start it; the policy takes back what does harm.'),
    },
    ab: {
      label: l10n.t('A/B Test'),
      detail: l10n.t('Both versions beside each other, until you end the comparison.'),
    },
  }[strategy];
}

/** How a rollout stands, in as few words as the status bar has room for. */
export function inShort({ name, state, candidate = '', stage, ...users }: RolloutStatus): string {
  switch (state) {
    case 'running':
      return l10n.t('{0} {1}: {2}, {3}', name, candidate, stage, usersText(users));
    case 'paused':
      return l10n.t('{0} {1} was paused', name, candidate);
    case 'rolled-back':
      return l10n.t('{0} {1} was rolled back', name, candidate);
    case 'finished':
      return l10n.t('{0} {1} is with everybody', name, candidate);
    case 'development':
      return l10n.t('{0}: not started', name);
  }
}

/** Who gets a version: `everybody`, `10 % of users`, `the group insiders and 1 % of users`, `10 % of users, but nobody of partners`. */
export function usersText({ keptOut = [], ...users }: Pick<RolloutStatus, 'percent' | 'groups' | 'keptOut'>): string {
  const who = whoText(users);
  return keptOut.length === 0 ? who : l10n.t('{0}, but nobody of {1}', who, keptOut.join(', '));
}

function whoText({ percent, groups }: Pick<RolloutStatus, 'percent' | 'groups'>): string {
  if (percent >= 100) return l10n.t('everybody');
  if (groups.length === 0) return ofUsers(percent);
  const named = groups.join(', ');
  if (percent === 0) return groups.length === 1 ? l10n.t('the group {0}', named) : l10n.t('the groups {0}', named);
  return groups.length === 1
    ? l10n.t('the group {0} and {1}', named, ofUsers(percent))
    : l10n.t('the groups {0} and {1}', named, ofUsers(percent));
}

const ofUsers = (percent: number): string => l10n.t('{0} % of users', precisely(percent));

/** `1.1 %`, or that there is nothing yet. */
export function shareText({ count, of }: ShareFigure): string {
  return of === 0 ? l10n.t('none yet') : l10n.t('{0} %', number(Math.round((1000 * count) / of) / 10));
}
