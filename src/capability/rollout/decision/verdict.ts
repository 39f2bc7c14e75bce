import type { RolloutAction, RolloutRule } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import type { Evidence } from './evidence.ts';

/** What happens, and by which rule. */
export interface Verdict {
  readonly action: RolloutAction;
  readonly rule: RolloutRule;
}

/** A test of the evidence: what it rejects, how much it says, and how much the policy asks for. */
export interface EvidenceTest {
  readonly rule: RolloutRule;
  readonly against: string;
  /** Both as natural logarithms; the first one for users who are counted once. */
  readonly log: (evidence: Evidence) => number;
  readonly needed: (policy: RolloutPolicy) => number;
}

const needed = (chance: number): number => -Math.log(chance);

/** Three limits share the chance of a false pause. */
const pause = ({ falseAlarms }: RolloutPolicy): number => needed(falseAlarms.pause / 3);

const alarms: readonly (EvidenceTest & { readonly action: RolloutAction })[] = [
  {
    action: 'roll-back',
    rule: 'worse-than-control',
    against: 'the new version fails no more often than the one in use',
    log: ({ worse }) => worse.logEvidence,
    needed: ({ falseAlarms }) => needed(falseAlarms.rollBack),
  },
  {
    action: 'pause',
    rule: 'errors-above-limit',
    against: 'its error rate is within the limit',
    log: ({ errorsAbove }) => errorsAbove.logEvidence,
    needed: pause,
  },
  {
    action: 'pause',
    rule: 'slow-above-limit',
    against: 'its share of slow requests is within the limit',
    log: ({ slowAbove }) => slowAbove.logEvidence,
    needed: pause,
  },
  {
    action: 'pause',
    rule: 'opinions-below-limit',
    against: 'enough of the opinions on it are good',
    log: ({ unhappyAbove }) => unhappyAbove.logEvidence,
    needed: pause,
  },
  {
    action: 'hold',
    rule: 'users-split-wrongly',
    against: 'users are split as the flag says',
    log: ({ split }) => split.logEvidence,
    needed: ({ falseAlarms }) => needed(falseAlarms.split),
  },
];

/** Either of two assurances is enough, so they share the chance of a mistake. */
const enough = ({ advance }: RolloutPolicy): number => needed(advance.doubt / 2);

const assurances: readonly EvidenceTest[] = [
  {
    rule: 'no-harm',
    against: 'its error rate is at the limit or above it',
    log: ({ errorsBelow }) => errorsBelow.logEvidence,
    needed: enough,
  },
  {
    rule: 'no-harm',
    against: 'it fails more often than the one in use by the margin or more',
    log: ({ noWorse }) => noWorse.logEvidence,
    needed: enough,
  },
];

/** All tests, as they are shown. */
export const tests: readonly EvidenceTest[] = [...alarms, ...assurances];

const isMet = ({ log, needed: enoughFor }: EvidenceTest, evidence: Evidence, policy: RolloutPolicy): boolean =>
  log(evidence) / evidence.repeats >= enoughFor(policy);

/** What the policy says to the evidence now, by the first rule that applies. */
export function verdictOf(evidence: Evidence, policy: RolloutPolicy, stage: RolloutStage, at: number): Verdict {
  const alarm = alarms.find((test) => isMet(test, evidence, policy));
  if (alarm !== undefined) return { action: alarm.action, rule: alarm.rule };
  const rule = reasonToHold(evidence, policy, stage, at);
  if (rule !== undefined) return { action: 'hold', rule };
  return { action: stage === policy.stages.at(-1) ? 'finish' : 'advance', rule: 'no-harm' };
}

function reasonToHold(
  evidence: Evidence,
  policy: RolloutPolicy,
  { minutes, requests }: RolloutStage,
  at: number,
): RolloutRule | undefined {
  const { since, latest, requests: served } = evidence.stage;
  if (at - (latest ?? since) > policy.silentMinutes * 60_000 || (latest === undefined && at > since)) return 'no-data';
  if (evidence.worse.logEvidence / evidence.repeats >= needed(policy.advance.harm)) return 'signs-of-harm';
  if (at - since < minutes * 60_000) return 'minimum-time';
  if (served < requests) return 'minimum-sample';
  return assurances.some((test) => isMet(test, evidence, policy)) ? undefined : 'no-evidence-yet';
}
