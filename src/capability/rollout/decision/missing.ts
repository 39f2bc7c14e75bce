import type { ArmFigures } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import { isHarm, nearestHarm } from './blocks.ts';
import type { Evidence } from './evidence.ts';
import type { BelowLimit } from './limits.ts';
import type { NoHarm } from './noHarm.ts';
import { byLimitAlone, doubtIn } from './verdict.ts';

/** The information that a request carries for telling two error rates apart: their Kullback–Leibler divergence, in nats. */
const divergence = (rate: number, from: number): number =>
  rate * Math.log(rate / from) + (1 - rate) * Math.log((1 - rate) / (1 - from));

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
  const { repeats, noHarm, errorsBelow } = evidence;
  const doubt = doubtIn(policy, stage);
  /** @param seen of the candidate's requests: of a user who asks often, few speak */
  const more = (test: NoHarm | BelowLimit, seen: number, stake: number, perRequest: number) => {
    if (perRequest <= 0) return Number.POSITIVE_INFINITY;
    const perObservation = Math.max(1, candidate.requests / Math.max(1, seen));
    // All stages together have to say enough, and the one that is going on nothing to the contrary.
    const ofAll = Math.log(1 / (stake * doubt)) - test.logEvidenceOf(repeats);
    const ofStage = Math.log(1 / stake) - test.logOfStage(repeats);
    return (perObservation * repeats * Math.max(ofAll, ofStage)) / perRequest;
  };
  const least = Math.min(
    more(noHarm, noHarm.seen.candidate.requests, 1 - byLimitAlone, byComparison(evidence, policy, stage)),
    more(errorsBelow, errorsBelow.seen, byLimitAlone, byLimit(candidate, policy)),
  );
  return Number.isFinite(least) ? Math.max(1, Math.ceil(least)) : undefined;
}

/** What a request of the candidate says against harm, together with those of the control that it is compared with. */
function byComparison({ noHarm }: Evidence, { errors }: RolloutPolicy, { percent }: RolloutStage): number {
  const { rates, seen } = noHarm;
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
