import type { RolloutDecision, RolloutRule, StageNeed } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { stageAfter } from '../stages/ladder.ts';
import type { Evidence } from './evidence.ts';
import { requestsToShow } from './missing.ts';
import { doubtIn, logOfStage, tests, verdictOf } from './verdict.ts';
import { wordsFor } from './words.ts';

/** Evidence beyond it is shown as this: nobody reads the difference, and JSON has no infinity. */
const most = 1e12;

/**
 * Decides about a rollout by its policy, and says by what. May be asked at any time and as often as one likes: the tests
 * stay valid.
 * @param at the time, in milliseconds since 1970
 */
export function decide(evidence: Evidence, policy: RolloutPolicy, stage: RolloutStage, at: number): RolloutDecision {
  const { action, rule } = verdictOf(evidence, policy, stage, at);
  const control = evidence.control.figures(evidence.repeats);
  const candidate = evidence.candidate.figures(evidence.repeats);
  const figures = tests.map((test) => ({
    rule: test.rule,
    against: test.against,
    evidence: Math.min(most, Math.exp(test.log(evidence, policy, stage))),
    needed: Math.exp(test.needed(policy, stage, evidence)),
  }));
  const { evidence: shown = 1, needed: enough = 1 } = figures.find((one) => one.rule === 'no-harm') ?? {};
  const toShow = shown < enough ? requestsToShow(evidence, policy, stage, candidate) : undefined;
  const missing = missingFor(rule);
  const told = {
    action,
    policy,
    stage,
    next: stageAfter(policy.stages, stage),
    control,
    candidate,
    evidence: figures,
    minutes: (at - evidence.stage.since) / 60_000,
    served: evidence.stage.requests,
    failedInStage: evidence.stage.errors,
    isStageAgainst: logOfStage(evidence, stage) < 0,
    missing,
    repeats: evidence.repeats,
    awaited: evidence.awaited,
    doubt: doubtIn(policy, stage),
  };
  return {
    action,
    rule,
    words: wordsFor(rule, told),
    at: new Date(at).toISOString(),
    stage: { name: stage.name, percent: stage.percent },
    control,
    candidate,
    evidence: figures,
    ...(missing === undefined ? {} : { missingRequests: missing }),
    needs: needs(),
  };

  function needs(): readonly StageNeed[] {
    return [
      { kind: 'minutes', done: told.minutes, needed: stage.minutes },
      { kind: 'requests', done: told.served, needed: stage.requests },
      { kind: 'evidence', done: shown, needed: enough, ...(toShow === undefined ? {} : { missingRequests: toShow }) },
    ];
  }

  function missingFor(why: RolloutRule): number | undefined {
    const ofSample = stage.requests - evidence.stage.requests;
    if (why === 'minimum-sample') return ofSample;
    if (why === 'no-evidence-yet') return toShow;
    // Where there is little traffic, silence is what is mostly seen.
    return why === 'no-data' ? Math.max(ofSample, toShow ?? 0) || undefined : undefined;
  }
}
