import type { RolloutAction, RolloutRule } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { stageAfter } from '../stages/ladder.ts';
import type { Evidence } from './evidence.ts';
import { logOfSum } from './mixture.ts';

/** What happens, and by which rule. */
export interface Verdict {
  readonly action: RolloutAction;
  readonly rule: RolloutRule;
}

/** A test of the evidence: what it rejects, how much it says, and how much the policy asks for. */
export interface EvidenceTest {
  readonly rule: RolloutRule;
  readonly against: string;
  /** Both as natural logarithms. */
  readonly log: (evidence: Evidence, policy: RolloutPolicy, stage: RolloutStage) => number;
  readonly needed: (policy: RolloutPolicy, stage: RolloutStage, evidence: Evidence) => number;
}

const needed = (chance: number): number => -Math.log(chance);

/** Three limits share the chance of a false pause. */
const pause = ({ falseAlarms }: RolloutPolicy): number => needed(falseAlarms.pause / 3);

const alarms: readonly (EvidenceTest & { readonly action: RolloutAction })[] = [
  {
    action: 'roll-back',
    rule: 'worse-than-control',
    against: 'the new version fails no more often than the one in use',
    log: ({ worse, repeats }) => worse.logEvidenceOf(repeats),
    needed: (_, __, { worse }) => worse.logNeeded,
  },
  {
    action: 'pause',
    rule: 'errors-above-limit',
    against: 'its error rate is within the limit',
    log: ({ errorsAbove, repeats }) => errorsAbove.logEvidenceOf(repeats),
    needed: pause,
  },
  {
    action: 'pause',
    rule: 'slow-above-limit',
    against: 'its share of slow requests is within the limit',
    log: ({ slowAbove, repeats }) => slowAbove.logEvidenceOf(repeats),
    needed: pause,
  },
  {
    action: 'pause',
    rule: 'opinions-below-limit',
    against: 'enough of the opinions on it are good',
    log: ({ unhappyAbove, repeats }) => unhappyAbove.logEvidenceOf(repeats),
    needed: pause,
  },
  {
    action: 'hold',
    rule: 'users-split-wrongly',
    against: 'users are split as the flag says',
    log: ({ split, repeats }) => split.logEvidenceOf(repeats),
    needed: ({ falseAlarms }) => needed(falseAlarms.split),
  },
];

/** However few users an advance reaches, it is not taken on less evidence than this leaves doubt. */
const mostDoubt = 0.2;

/**
 * How likely it may be that an advance from a stage is a mistake. The policy's number is for all users; an advance to a
 * tenth of them may be wrong ten times as often, for it harms a tenth as many, and the evidence goes on.
 */
export function doubtIn({ advance, stages }: RolloutPolicy, stage: RolloutStage): number {
  const next = stageAfter(stages, stage);
  return Math.max(advance.doubt, Math.min(mostDoubt, (100 * advance.doubt) / Math.max(1, next?.percent ?? 100)));
}

/** How much of the stake is on showing it by the limit alone, for where there are no requests to compare with. */
export const byLimitAlone = 0.1;

const both = (byComparison: number, byLimit: number): number =>
  logOfSum([byComparison, byLimit], [1 - byLimitAlone, byLimitAlone]);

/** Whether the stage has requests of the control beside those of the candidate. */
export const isCompared = ({ hasStable }: Evidence, { percent }: RolloutStage): boolean => hasStable && percent < 100;

/**
 * What the stage that is going on says by itself against harm: below 0 it speaks for it. A version that was good in the stages before
 * may have become harmful in it.
 */
export const logOfStage = (evidence: Evidence, stage: RolloutStage): number =>
  (isCompared(evidence, stage) ? evidence.noHarm : evidence.alone).logOfStage(evidence.repeats);

/**
 * Harm is an error rate that is at the limit or above *and* above the control's by the margin. Two e-processes speak
 * against it, one with the control and one by the limit alone: under harm both are such, and so is their weighted mean.
 * All stages together have to say enough, and the one that is going on nothing to the contrary.
 */
const assurance: EvidenceTest = {
  rule: 'no-harm',
  against: 'its error rate is at the limit or above it, and above that of the one in use by the margin or more',
  log: (evidence, policy, stage) => {
    const { noHarm, errorsBelow, repeats } = evidence;
    const all = both(noHarm.logEvidenceOf(repeats), errorsBelow.logEvidenceOf(repeats));
    return Math.min(all, logOfStage(evidence, stage) + needed(doubtIn(policy, stage)));
  },
  needed: (policy, stage) => needed(doubtIn(policy, stage)),
};

/** All tests, as they are shown. */
export const tests: readonly EvidenceTest[] = [...alarms, assurance];

const isMet = (test: EvidenceTest, evidence: Evidence, policy: RolloutPolicy, stage: RolloutStage): boolean =>
  test.log(evidence, policy, stage) >= test.needed(policy, stage, evidence);

/** What the policy says to the evidence now, by the first rule that applies. */
export function verdictOf(evidence: Evidence, policy: RolloutPolicy, stage: RolloutStage, at: number): Verdict {
  const alarm = alarms.find((test) => isMet(test, evidence, policy, stage));
  if (alarm !== undefined) return { action: actionOf(alarm, evidence, stage), rule: alarm.rule };
  const rule = reasonToHold(evidence, policy, stage, at);
  if (rule !== undefined) return { action: 'hold', rule };
  return { action: stageAfter(policy.stages, stage) === undefined ? 'finish' : 'advance', rule: 'no-harm' };
}

/** Where everybody has a version that fails too often, a pause would keep nobody from it. */
function actionOf({ action, rule }: Verdict, { hasStable }: Evidence, { percent }: RolloutStage): RolloutAction {
  return rule === 'errors-above-limit' && percent >= 100 && hasStable ? 'roll-back' : action;
}

function reasonToHold(
  evidence: Evidence,
  policy: RolloutPolicy,
  stage: RolloutStage,
  at: number,
): RolloutRule | undefined {
  const { minutes, requests } = stage;
  const { since, latest, requests: served } = evidence.stage;
  // Time that nobody observed ends at the silence that is allowed, so it is never more.
  if (at - (latest ?? since) >= policy.silentMinutes * 60_000 || (latest === undefined && at > since)) return 'no-data';
  if (evidence.worse.logEvidenceOf(evidence.repeats) >= needed(policy.advance.harm)) return 'signs-of-harm';
  if (at - since < minutes * 60_000) return 'minimum-time';
  if (served < requests) return 'minimum-sample';
  return isMet(assurance, evidence, policy, stage) ? undefined : 'no-evidence-yet';
}
