import type { ArmFigures } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { type Block, divergence, isHarm, nearestHarm, type Rates } from './blocks.ts';
import type { Evidence } from './evidence.ts';
import { byLimitAlone, doubtIn, isCompared, logOfStage } from './verdict.ts';

/**
 * About how many more requests of the candidate it takes to show that it does no harm, if it goes on as so far. Where
 * several processes count the same users, it takes as many times more.
 * @returns nothing where it would never be shown
 */
export function requestsToShow(
  evidence: Evidence,
  policy: RolloutPolicy,
  stage: RolloutStage,
  candidate: ArmFigures,
): number | undefined {
  const { repeats, noHarm, errorsBelow, alone } = evidence;
  const doubt = doubtIn(policy, stage);
  /** @param count of those requests of the candidate that speak, as those that were seen: of a user who asks often, few do */
  const ofAllRequests = (count: number, seen: number) =>
    evidence.requestsFor((count * Math.max(1, errorsBelow.seen)) / Math.max(1, seen));
  const requests = (log: number, perRequest: number, seen: number) =>
    log <= 0 ? 0 : ofAllRequests((repeats * log) / Math.max(0, perRequest), seen);
  const compared = noHarm.seen.candidate.requests;
  const needed = (stake: number) => Math.log(1 / (stake * doubt));
  const byControl = (rates: Rates) => byComparison(rates, noHarm.seen, policy, stage);
  const ofAll = Math.min(
    requests(needed(1 - byLimitAlone) - noHarm.logEvidenceOf(repeats), byControl(noHarm.rates), compared),
    requests(needed(byLimitAlone) - errorsBelow.logEvidenceOf(repeats), byLimit(candidate, policy), errorsBelow.seen),
  );
  // The stage that is going on has to say nothing to the contrary, and goes on as it does by itself.
  const ofStage = isCompared(evidence, stage)
    ? requests(-logOfStage(evidence, stage), byControl(noHarm.ratesOfStage), compared)
    : ofAllRequests(alone.requestsToShow(evidence.knownControl), errorsBelow.seen);
  const least = Math.max(ofAll, ofStage);
  return Number.isFinite(least) ? Math.max(1, Math.ceil(least)) : undefined;
}

/** What a request of the candidate says against harm, together with those of the control that it is compared with. */
function byComparison(rates: Rates, seen: Block, { errors }: RolloutPolicy, { percent }: RolloutStage): number {
  if (percent >= 100 || isHarm(rates, errors)) return 0;
  const controls =
    seen.candidate.requests === 0 ? 100 / Math.max(1, percent) - 1 : seen.control.requests / seen.candidate.requests;
  const harm = nearestHarm(rates, errors, { controls, candidates: 1 });
  return controls * divergence(rates.control, harm.control) + divergence(rates.candidate, harm.candidate);
}

/** What it says by the limit alone. Where none has failed, half of the limit at most: one good request is no sign of harm. */
function byLimit({ errors: { count, of } }: ArmFigures, { errors: { limit } }: RolloutPolicy): number {
  const usual = (count + 0.5) / (of + 1);
  const rate = count === 0 ? Math.min(usual, limit / 2) : usual;
  return rate < limit ? divergence(rate, limit) : 0;
}
