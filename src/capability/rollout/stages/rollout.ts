import { isDeepStrictEqual } from 'node:util';
import type { RolloutCommand, RolloutState, RolloutStrategy } from '#protocol';

/**
 * A rollout as the flag file says it: all that is needed to go on with it. Plain data, which never changes; what happens
 * to it makes another one.
 */
export interface Rollout {
  /** Its evidence is gathered under this name: of the candidate's version, and the revision from which on it is counted. */
  readonly id: string;
  readonly state: Exclude<RolloutState, 'development'>;
  readonly strategy: RolloutStrategy;
  /** The version that was in use before; absent where there was none. */
  readonly stable?: string;
  readonly candidate: string;
  /** The content hash of the candidate. */
  readonly content: string;
  readonly stage: string;
  /** The share of users that get the candidate. */
  readonly percent: number;
  /** Whose users get it whatever the share. */
  readonly groups: readonly string[];
  /** Users whom nobody named get it, too, by a flag that was changed by hand: they have what is the default. */
  readonly unnamed?: true;
  /** Whose users do not get it whatever the share, by a flag that was changed by hand. */
  readonly keptOut?: readonly string[];
  /** ISO 8601: of the rollout, and of the stage. For people: what decides is counted by what was observed. */
  readonly since: string;
  readonly stageSince: string;
  /** ISO 8601: requests from then on are its evidence. */
  readonly countedSince: string;
  /** Grows by one with everything that happens to the flag: two that decide at once notice each other by it. */
  readonly revision: number;
  /** What happened last, who did it, and why. */
  readonly command: RolloutCommand;
  readonly by: string;
  readonly reason: string;
}

/** The name by which a rollout decides itself, by its policy. */
export const byPolicy = 'policy';

/** The version that everybody gets who does not get the candidate of a rollout that goes on. */
export function versionInUse(rollout: Rollout | undefined): string | undefined {
  return rollout?.state === 'finished' ? rollout.candidate : rollout?.stable;
}

/** Whether users are still brought to the candidate. */
export function isOpen({ state }: Rollout): boolean {
  return state === 'running' || state === 'paused';
}

/** Whether both are in the same stage: a policy may give its name to another one, and a hand the stage to other users. */
export function isSameStage(one: Rollout, other: Rollout): boolean {
  const isSame = one.stage === other.stage && one.stageSince === other.stageSince && one.percent === other.percent;
  const isSameByHand = one.unnamed === other.unnamed && areSameGroups(one.keptOut ?? [], other.keptOut ?? []);
  return isSame && isSameByHand && areSameGroups(one.groups, other.groups);
}

export const areSameGroups = (some: readonly string[], others: readonly string[]): boolean =>
  isDeepStrictEqual(new Set(some), new Set(others));
