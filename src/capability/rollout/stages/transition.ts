import type { RolloutDecision, RolloutStrategy } from '#protocol';
import type { RolloutPolicy } from '../policy.ts';
import { groupsUpTo, stageAfter, stageOf } from './ladder.ts';
import { byPolicy, isOpen, type Rollout, versionInUse } from './rollout.ts';

/** Who wants it, why and when. */
interface Order {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What may happen to a rollout. Whoever advances one says what the policy says to that, see {@link objectionTo}. */
export type RolloutEvent = Order &
  (
    | {
        readonly kind: 'start';
        readonly candidate: string;
        /** Its content hash. */
        readonly content: string;
        readonly strategy: RolloutStrategy;
      }
    | {
        readonly kind: 'advance';
        readonly decision: RolloutDecision;
        /** A person advances it though the policy says otherwise. */
        readonly overrule?: boolean;
      }
    | { readonly kind: 'pause' | 'resume' | 'roll-back' }
  );

export type Transition = { readonly rollout: Rollout } | { readonly refused: string };

/**
 * What becomes of a rollout by an event, or why that may not be. All transitions are here: a rollout climbs its ladder
 * one stage at a time, whatever the time is and however often one asks.
 *
 * @param rollout undefined before the first start
 * @param policy for this capability and strategy, see `policyFor`
 */
export function transition(rollout: Rollout | undefined, event: RolloutEvent, policy: RolloutPolicy): Transition {
  if (event.kind === 'start') return started(rollout, event, policy);
  if (rollout === undefined) return { refused: 'It was never rolled out: start it first.' };
  switch (event.kind) {
    case 'advance':
      return advanced(rollout, event, policy);
    case 'pause':
      if (rollout.state !== 'running') return { refused: `It does not go on: it is ${told(rollout)}.` };
      return { rollout: changed(rollout, event, { state: 'paused', command: 'pause' }) };
    case 'resume':
      return resumed(rollout, event);
    case 'roll-back':
      if (rollout.state === 'rolled-back') return { refused: `It is ${told(rollout)} already.` };
      return {
        rollout: brought(rollout, event, { state: 'rolled-back', command: 'roll-back', percent: 0, groups: [] }),
      };
  }
}

const told = ({ state, candidate }: Rollout): string => `${state.replace('-', ' ')} (${candidate})`;

function started(
  before: Rollout | undefined,
  event: Extract<RolloutEvent, { kind: 'start' }>,
  { stages }: RolloutPolicy,
): Transition {
  const { candidate, content, strategy, at } = event;
  const stable = versionInUse(before);
  if (before !== undefined && isOpen(before)) {
    return { refused: `Version ${before.candidate} is being rolled out: roll it back or bring it to the end first.` };
  }
  if (stable === candidate) return { refused: `Version ${candidate} is the one in use.` };
  const [first] = stages;
  if (first === undefined) {
    const wanted = strategy === 'groups' ? 'groups' : 'a share of users';
    return { refused: `The rollout policy has no stage with ${wanted}, which the strategy ${strategy} needs.` };
  }
  const revision = (before?.revision ?? 0) + 1;
  return {
    rollout: {
      ...(stable === undefined ? {} : { stable }),
      ...{ id: idOf(candidate, revision, at), state: 'running', strategy, candidate, content },
      ...{ stage: first.name, percent: first.percent, groups: groupsUpTo(stages, first), since: at, stageSince: at },
      countedSince: at,
      ...{ revision, command: 'start', by: event.by, reason: event.reason },
    },
  };
}

/** With its time: revisions begin anew where a flag file was deleted, and another rollout's requests are no evidence. */
const idOf = (candidate: string, revision: number, at: string): string =>
  `${candidate}#${revision}.${Date.parse(at).toString(36)}`;

function advanced(
  rollout: Rollout,
  event: Extract<RolloutEvent, { kind: 'advance' }>,
  { stages }: RolloutPolicy,
): Transition {
  if (rollout.state !== 'running') return { refused: `It does not go on: it is ${told(rollout)}.` };
  const keptOut = keptOutBy(rollout);
  if (keptOut !== undefined) return { refused: keptOut };
  const objection = objectionTo(rollout, event.decision);
  if (objection !== undefined && !(event.overrule && event.by !== byPolicy)) return { refused: objection };
  const next = stageAfter(stages, stageOf(stages, rollout));
  if (next === undefined) {
    return { rollout: brought(rollout, event, { state: 'finished', command: 'finish', percent: 100, groups: [] }) };
  }
  const { name: stage, percent } = next;
  const step = { command: 'advance', stage, percent, groups: groupsUpTo(stages, next), stageSince: event.at } as const;
  return { rollout: brought(rollout, event, step) };
}

/** Why one that keeps groups out by hand stays where it is: a step would let them in without a word. */
export const keptOutBy = ({ keptOut = [] }: Rollout): string | undefined =>
  keptOut.length === 0
    ? undefined
    : `the flag file keeps members of ${keptOut.join(' and ')} out by hand, and a step forward would let them in. Where that is meant, take it out of the flag's targeting first.`;

/** What the policy says against an advance now; nothing where it is for it, or leaves it to a person. */
export function objectionTo({ strategy }: Rollout, { action, words }: RolloutDecision): string | undefined {
  if (action === 'advance' || action === 'finish') return undefined;
  return action === 'hold' && isSteeredByPerson(strategy) ? undefined : words;
}

/** Whether a person ends every stage, and not the policy, which still takes back what does harm. */
export const isSteeredByPerson = (strategy: RolloutStrategy): boolean => strategy === 'flag' || strategy === 'ab';

/**
 * What the policy paused would be paused by the same evidence again: it is counted anew, because a person has judged what
 * was seen.
 */
function resumed(rollout: Rollout, event: RolloutEvent): Transition {
  if (rollout.state !== 'paused') return { refused: `It is not paused: it is ${told(rollout)}.` };
  const on = changed(rollout, event, { state: 'running', command: 'resume' });
  return {
    rollout:
      rollout.by === byPolicy
        ? { ...on, id: idOf(on.candidate, on.revision, event.at), stageSince: event.at, countedSince: event.at }
        : on,
  };
}

/** To a share of users: what a hand has made of the one before is over. */
function brought(rollout: Rollout, order: Order, to: Partial<Rollout> & Pick<Rollout, 'percent' | 'groups'>): Rollout {
  const { unnamed: _, keptOut: __, ...rest } = rollout;
  return changed(rest, order, to);
}

function changed(rollout: Rollout, { by, reason }: Order, to: Partial<Rollout>): Rollout {
  return { ...rollout, ...to, revision: rollout.revision + 1, by, reason };
}

/** What the policy does by itself after a decision; nothing where it waits, or leaves it to a person. */
export function stepBy(rollout: Rollout, { action }: RolloutDecision): 'advance' | 'pause' | 'roll-back' | undefined {
  if (!isOpen(rollout) || action === 'hold') return undefined;
  if (action === 'roll-back') return 'roll-back';
  if (rollout.state === 'paused') return undefined;
  if (action === 'pause') return 'pause';
  return isSteeredByPerson(rollout.strategy) ? undefined : 'advance';
}
