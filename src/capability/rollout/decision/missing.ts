import type { ArmFigures } from '#protocol';
import type { RolloutPolicy, RolloutStage } from '../policy.ts';
import type { Evidence } from './evidence.ts';
import { doubtIn } from './verdict.ts';

/** The information that a request carries for telling two error rates apart: their Kullback–Leibler divergence, in nats. */
const divergence = (rate: number, from: number): number =>
  rate * Math.log(rate / from) + (1 - rate) * Math.log((1 - rate) / (1 - from));

/**
 * About how many more requests of the candidate it takes to show that it does no harm, if it goes on as so far.
 * @returns nothing where it would never be shown
 */
export function requestsToShow(
  evidence: Evidence,
  policy: RolloutPolicy,
  stage: RolloutStage,
  candidate: ArmFigures,
): number | undefined {
  const { count, of } = candidate.errors;
  const rate = (count + 0.5) / (of + 1);
  // One part of harm has to be rejected twice as surely as both together.
  const enough = Math.log(2 / doubtIn(policy, stage));
  const { repeats } = evidence;
  const more = (log: number, bound: number) =>
    bound <= rate || bound >= 1
      ? Number.POSITIVE_INFINITY
      : (repeats * (enough - Math.max(0, log))) / divergence(rate, bound);
  const least = Math.min(
    more(evidence.errorsBelow.logEvidenceOf(repeats), policy.errors.limit),
    more(evidence.noWorse.logEvidenceOf(repeats), rate + policy.errors.margin),
  );
  return Number.isFinite(least) ? Math.max(1, Math.ceil(least)) : undefined;
}
