import * as l10n from '@vscode/l10n';
import type { RolloutStart, RolloutStatus, RolloutStrategy } from '#protocol';
import { joined } from '../../texts/quantities.ts';
import { strategyLabel, usersText } from '../words.ts';

/** A way to begin, as a quick pick shows it. */
export interface StartItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly strategy: RolloutStrategy;
  /** Why it may not be started so. */
  readonly refused?: string | undefined;
}

/**
 * The ways to begin, each with whom it reaches first. What the policy says comes first, but for a capability's first
 * version: others have none to fall back on, so it goes to everybody as a rule.
 */
export function startItems(status: RolloutStatus): readonly StartItem[] {
  const isFirst = inUse(status) === undefined;
  const rank = ({ strategy, isUsual }: RolloutStart) => (isFirst && strategy === 'flag' ? 0 : isUsual ? 1 : 2);
  return status.starts
    .toSorted((a, b) => rank(a) - rank(b))
    .map((start) => {
      const { label, detail } = strategyLabel(start.strategy);
      const description = joined([
        start.refused !== undefined && l10n.t('not possible now'),
        isFirst && start.strategy === 'flag' && l10n.t('usual for a first version'),
        start.isUsual && l10n.t('as the policy has it'),
      ]);
      return { label, description, detail: detailOf(start, detail), strategy: start.strategy, refused: start.refused };
    });
}

/** Where it is not everybody, the words do not say who is the first. */
function detailOf(start: RolloutStart, detail: string): string {
  if (start.refused !== undefined) return start.refused;
  if (start.percent >= 100) return detail;
  return start.strategy === 'ab'
    ? l10n.t('{0} The new one: {1}.', detail, usersText(start))
    : l10n.t('{0} First: {1}.', detail, usersText(start));
}

/** What a start does, in a sentence or two. */
export function startConsequence(strategy: RolloutStrategy, status: RolloutStatus): string {
  const { inFolder, name, starts } = status;
  const start = starts.find((one) => one.strategy === strategy);
  const version = inFolder?.version ?? name;
  if (start === undefined) return l10n.t('{0} is frozen as it is now, and the first users get it.', version);
  const consequence = l10n.t('{0} is frozen as it is now. Who gets it: {1}.', version, usersText(start));
  if (start.percent >= 100) return consequence;
  const stable = inUse(status);
  const others =
    stable === undefined
      ? l10n.t('All others, you perhaps among them, get nothing: there is no version before it.')
      : l10n.t('All others get {0}.', stable);
  return `${consequence} ${others}`;
}

/** The version that everybody has before the next start; nothing where there was none. */
function inUse({ state, stable, candidate }: RolloutStatus): string | undefined {
  return state === 'finished' ? candidate : stable;
}
