import type { AbMetric, AbVerdict, ArmFigures, RolloutDecision, ShareFigure } from '#protocol';
import type { RolloutPolicy } from '../policy.ts';
import { percent, points } from './words.ts';

/** What a metric counts in an arm: less of it is better. And what is said of a version with less, or more, of it. */
const metrics: {
  readonly [M in AbMetric]: {
    readonly share: (arm: ArmFigures) => ShareFigure;
    readonly counted: string;
    readonly better: string;
    readonly worse: string;
  };
} = {
  errors: { share: ({ errors }) => errors, counted: 'Failed', better: 'fails less often', worse: 'fails more often' },
  latency: { share: ({ slow }) => slow, counted: 'Slow', better: 'is slow less often', worse: 'is slow more often' },
  feedback: {
    share: ({ unhappy }) => unhappy,
    counted: 'Bad opinions',
    better: 'is liked better',
    worse: 'is liked less',
  },
};

/**
 * What an A/B test says by the metric that its policy names. Both ranges are confidence sequences, so it may be looked at
 * whenever one likes: where they do not meet, one version is better; where both can differ by no more than the margin,
 * there is no difference that matters; all else is open.
 * @param stable the version in use
 */
export function abVerdict(
  { rule, words, control, candidate, evidence, needs = [] }: RolloutDecision,
  { ab: { metric, margin } }: Pick<RolloutPolicy, 'ab'>,
  stable = 'the other',
): AbVerdict {
  const { share, counted, better, worse } = metrics[metric];
  const [own, other] = [share(candidate), share(control)];
  const verdict = (winner: AbVerdict['winner'], what: string): AbVerdict => ({
    winner,
    metric,
    words: `${what} ${counted}: ${told(own)} with the new version, ${told(other)} with ${stable}.`,
  });
  // What does harm is taken back by the policy, whatever is compared.
  if (rule === 'worse-than-control') return { winner: 'stable', metric, words };
  const missing = needs.find(({ kind, done, needed }) => kind !== 'evidence' && done < needed);
  if (missing !== undefined) {
    return verdict('none-yet', `There is no verdict before ${missing.needed.toLocaleString('en')} ${missing.kind}.`);
  }
  if (evidence.some((test) => test.rule === 'users-split-wrongly' && test.evidence >= test.needed)) {
    return verdict(
      'none-yet',
      'There is no verdict: users are not split as the flag says, so the two cannot be compared.',
    );
  }
  if (own.of === 0 || other.of === 0) return verdict('none-yet', 'There is nothing to compare yet.');
  if (own.high < other.low) return verdict('candidate', `It ${better} than ${stable}: the ranges do not meet.`);
  if (own.low > other.high) return verdict('stable', `It ${worse} than ${stable}: the ranges do not meet.`);
  const most = Math.max(own.high - other.low, other.high - own.low);
  if (most <= margin) {
    return verdict('no-difference-that-matters', `They differ by no more than ${points(margin)}.`);
  }
  const isHarmless = metric === 'errors' && rule === 'no-harm';
  const open = isHarmless ? 'It is shown that it does no harm; which is better is open' : 'It is open';
  return verdict('none-yet', `${open}: they may differ by ${points(most)}, and ${points(margin)} matter.`);
}

function told({ count, of, low, high }: ShareFigure): string {
  if (of === 0) return 'none';
  const share = count / of;
  // The range is of users, of whom one who asks very often is one.
  const ofWhat = share < low || share > high ? 'of users ' : '';
  return `${percent(share)} (${ofWhat}between ${percent(low)} and ${percent(high)})`;
}
