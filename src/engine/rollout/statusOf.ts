import type { Problem } from '#base';
import {
  abVerdict,
  byPolicy,
  groupsUpTo,
  type Rollout,
  type RolloutPolicy,
  type RolloutStage,
  stageAfter,
  stageOf,
} from '#capability/rollout';
import type {
  Capability,
  RolloutDecision,
  RolloutLogEntry,
  RolloutPoint,
  RolloutStatus,
  RolloutStep,
  ShareFigure,
} from '#protocol';
import { choicesFor } from './choices.ts';

/** All that a status is put together from. */
export interface Known {
  readonly name: string;
  readonly rollout: Rollout | undefined;
  /** What users get by a flag that is none of a rollout. */
  readonly stray?: Rollout | undefined;
  /** Its flag was left by a rollout, and is switched off. */
  readonly isOff?: boolean | undefined;
  /** In its folder, where it can be read, and why it may not be rolled out. */
  readonly capability: Capability | undefined;
  readonly refused: string | undefined;
  /** Of the version that is rolled out, where it is there. */
  readonly title: string | undefined;
  /** For this capability and the strategy. */
  readonly policy: RolloutPolicy;
  /** The names of the stages that it was in; absent where the journal does not know all of them. */
  readonly been?: ReadonlySet<string> | undefined;
  readonly starts: RolloutStatus['starts'];
  readonly decision: RolloutDecision | undefined;
  /** Why it does not go to the next stage, whatever its figures say. */
  readonly stays?: string | undefined;
  /** Why nothing can be done now but what is an emergency. */
  readonly heldUp?: string | undefined;
  readonly latency: RolloutStatus['latency'];
  readonly curve: readonly RolloutPoint[];
  readonly log: readonly RolloutLogEntry[];
  readonly problems: readonly Problem[];
}

/** What a dashboard shows of a capability. */
export function statusOf(known: Known): RolloutStatus {
  const { name, rollout, capability, policy, decision, latency, curve, log, problems } = known;
  const steps = stepsOf(known);
  const inForce = rollout ?? known.stray;
  const verdict = rollout?.strategy === 'ab' && decision ? abVerdict(decision, policy, rollout.stable) : undefined;
  return {
    name,
    title: capability?.manifest.title ?? known.title ?? name,
    state: inForce?.state ?? 'development',
    ...(rollout === undefined ? {} : { revision: rollout.revision }),
    words: known.isOff ? offWords : wordsFor(inForce),
    strategy: rollout?.strategy ?? policy.strategy,
    ...(inForce?.stable === undefined ? {} : { stable: inForce.stable }),
    ...(inForce === undefined ? {} : { candidate: inForce.candidate }),
    ...(capability === undefined ? {} : { inFolder: inFolder(capability, rollout) }),
    steps,
    stage: inForce?.stage ?? 'development',
    percent: inForce?.percent ?? 0,
    groups: inForce?.groups ?? [],
    ...(inForce?.keptOut === undefined ? {} : { keptOut: inForce.keptOut }),
    ...(rollout === undefined ? {} : { since: rollout.since, stageSince: rollout.stageSince }),
    ...(decision === undefined ? {} : { decision }),
    limits: limitsIn(policy),
    latency,
    curve,
    ...(verdict === undefined ? {} : { verdict }),
    feedback: feedbackOf(decision),
    log,
    choices: choicesFor({
      rollout,
      stray: known.stray,
      decision,
      stays: known.stays,
      heldUp: known.heldUp,
      isLast: steps.at(-1)?.state === 'current',
      inFolder: capability && { version: capability.version, refused: known.refused },
    }),
    starts: known.starts,
    problems,
  };
}

const limitsIn = ({ errors, latency, feedback }: RolloutPolicy): RolloutStatus['limits'] => ({
  errors: errors.limit,
  slowMs: latency.ms,
  slow: latency.share,
  unhappy: Number((1 - feedback.positive).toFixed(4)),
});

function inFolder({ version, hash }: Capability, rollout: Rollout | undefined) {
  return { version, isReleased: rollout?.content === hash };
}

/**
 * The stage where a team took it out of the policy is shown where it would stand; and in place of the one of its name,
 * unless that one is still to come, where somebody has changed the share by hand.
 */
function stepsOf({ rollout, policy: { stages }, been }: Known): readonly RolloutStep[] {
  // Nobody has what was rolled back, so its share says nothing of the stage that it was in.
  const left = rollout?.state === 'rolled-back' ? stages.find(({ name }) => name === rollout.stage) : undefined;
  const current = left ?? (rollout && stageOf(stages, rollout));
  const isKnown = current === undefined || stages.includes(current);
  const ladder = isKnown ? stages : withCurrent(stages, current);
  const at = current === undefined ? -1 : ladder.indexOf(current);
  return ladder.map((stage, index) => ({
    ...{ name: stage.name, percent: stage.percent, minutes: stage.minutes, requests: stage.requests },
    groups: stages.includes(stage) ? groupsUpTo(stages, stage) : (rollout?.groups ?? []),
    state: stepState(index, at, rollout, been?.has(stage.name) ?? true),
  }));
}

function withCurrent(stages: RolloutPolicy['stages'], current: RolloutStage): RolloutPolicy['stages'] {
  const next = stageAfter(stages, current);
  const passed = next === undefined ? stages.length : stages.indexOf(next);
  const others = stages.slice(0, passed).filter(({ name }) => name !== current.name);
  return [...others, current, ...stages.slice(passed)];
}

/** @param was in it: a policy that was changed meanwhile may have more stages than the rollout went through */
function stepState(index: number, at: number, rollout: Rollout | undefined, was: boolean): RolloutStep['state'] {
  if (rollout?.state === 'finished' || index < at) return was ? 'done' : 'left-out';
  return index === at ? 'current' : 'to-come';
}

const offWords = 'Its flag is switched off, so no rollout goes on: whoever asks gets its default variant.';

function wordsFor(rollout: Rollout | undefined): string {
  if (rollout === undefined)
    return 'It was never rolled out: whoever asks gets what is in its folder, if that may run.';
  const { state, candidate, stable, stage, percent, groups, unnamed, keptOut, by, reason } = rollout;
  const others =
    stable === undefined ? 'nobody else gets any version, since this is the first one' : `all others get ${stable}`;
  const users = [
    ...groups.map((group) => `the group ${group}`),
    ...(percent > 0 ? [`${percent} % of users`] : []),
    ...(unnamed ? ['users whom nobody names'] : []),
  ];
  const but =
    keptOut === undefined ? '' : `, but nobody of ${keptOut.map((group) => `the group ${group}`).join(' or ')},`;
  const who = (verb: string) =>
    percent >= 100 ? `everybody ${verb}s it` : `${users.join(' and ')}${but} ${verb} it, ${others}`;
  switch (state) {
    case 'running':
      if (stage === '') return `Version ${candidate} is given out by a flag that no rollout has left: ${who('get')}.`;
      return `Version ${candidate} is in the stage “${stage}”: ${who('get')}.`;
    case 'paused':
      return `Version ${candidate} was paused in the stage “${stage}” by ${nameOf(by)}: ${who('keep')}. ${reasonOf(by, reason)}`;
    case 'rolled-back':
      return `Version ${candidate} was rolled back by ${nameOf(by)}: ${stable === undefined ? 'nobody gets it' : `everybody gets ${stable}`}. ${reasonOf(by, reason)}`;
    case 'finished':
      return `Version ${candidate} reached everybody.`;
  }
}

const nameOf = (by: string): string => (by === byPolicy ? 'the policy' : by);

/** The policy gives whole sentences, a person a few words. */
const reasonOf = (by: string, reason: string): string => (by === byPolicy ? reason : `Reason: ${reason}`);

/** The opinions that decisions rest on: of this rollout, and the first one on each answer. */
function feedbackOf(decision: RolloutDecision | undefined): RolloutStatus['feedback'] {
  const of = ({ count, of: all }: ShareFigure = { count: 0, of: 0, low: 0, high: 1 }) => ({
    good: all - count,
    bad: count,
  });
  return { stable: of(decision?.control.unhappy), candidate: of(decision?.candidate.unhappy) };
}
