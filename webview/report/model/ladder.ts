import { type Check, type VerificationLevel, type VerificationReport, verificationLevels } from '#protocol';

/** One level of a report. `open` is one that was asked for and not tried, for a level below it failed. */
export interface Rung {
  readonly level: VerificationLevel;
  readonly state: 'reached' | 'failed' | 'open' | 'not-asked';
  readonly checks: readonly Check[];
}

/** All levels from the least to the most, with what was checked for each. */
export function ladderOf({ asked, reached, checks }: VerificationReport): readonly Rung[] {
  const top = reached === undefined ? -1 : verificationLevels.indexOf(reached);
  const goal = verificationLevels.indexOf(asked);
  return verificationLevels.map((level, at) => {
    const own = checks.filter((check) => check.level === level);
    const state = at <= top ? 'reached' : at > goal ? 'not-asked' : at === top + 1 ? 'failed' : 'open';
    return { level, state, checks: own };
  });
}
