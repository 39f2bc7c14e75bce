import { mean, quantile } from 'simple-statistics';
import type { ComparisonVerdict, Estimate } from '#protocol';
import type { Run } from '../call.ts';
import { batched } from '../statistics/batches.ts';
import { pseudomedian, shiftOf } from '../statistics/hodgesLehmann.ts';
import { inputsIn, type OfInput, overInputs } from '../statistics/inputs.ts';
import { mannWhitney } from '../statistics/mannWhitney.ts';

/** How sure the range of a ratio is. Of 1,000 comparisons of equals few should end wrongly, and more than one is looked at. */
export const confidence = 0.99;
/** Stretches that a series is cut into: long enough each that they hardly depend on each other, and enough for a range. */
const batches = 40;
/** Rounds a stretch, as long as there are enough of them. */
const leastInBatch = 10;
/** Of fewer stretches, no range of that confidence can be told. */
const leastBatches = 12;

/** What two series say of each other. */
export interface Comparison {
  /** The subject's time by that of the reference. */
  readonly ratio: Estimate;
  readonly slowerShare: number;
  readonly u: number;
  readonly pValue: number;
}

/**
 * Figures that tell how long calls take. Whatever else a machine does only makes calls longer, so that quick ones tell more of
 * the code the busier it is, and the middle tells more where it is calm.
 */
const figures = [0.1, 0.25, 0.5].map(
  (share) => (stretch: readonly OfInput[]) => overInputs(stretch, (values) => quantile([...values], share)),
);

/** What a comparison knows of a call. */
export type Timed = Pick<Run, 'ms' | 'input'>;

/**
 * Compares times of the same rounds. What the machine did in a stretch of rounds, both have met: so it is the ratio within each
 * stretch that counts, and the stretches are judged. Every input counts the same: the ratio is the geometric mean of theirs.
 * Of three figures of a stretch the one counts that gives the narrowest range; the choice rests on the width alone, so that it
 * favours neither.
 * @param subject a call a round; twenty rounds at least
 * @param reference of the same rounds
 * @param level of the range
 */
export function pairedComparison(
  subject: readonly Timed[],
  reference: readonly Timed[],
  level = confidence,
): Comparison {
  const [ours, theirs] = [logarithms(subject), logarithms(reference)];
  // A stretch has every input, where there are rounds enough.
  const inBatch = Math.max(leastInBatch, inputsIn(ours), inputsIn(theirs));
  const count = Math.min(ours.length, batches, Math.max(leastBatches, Math.floor(ours.length / inBatch)));
  const all = figures.map((figure) => {
    const [us, them] = [batched(ours, count, figure), batched(theirs, count, figure)];
    const range = pseudomedian(
      us.map((value, at) => value - (them[at] as number)),
      level,
    );
    return { us, them, range };
  });
  const { us, them, range } = all.reduce((best, one) => (widthOf(one.range) < widthOf(best.range) ? one : best));
  const { u, pValue } = mannWhitney(us, them);
  return { ratio: exponential(range), slowerShare: slowerShareOf(subject, reference), u, pValue };
}

/** Of the times. */
export const logarithms = (calls: readonly Timed[]): readonly OfInput[] =>
  calls.map(({ ms, input }) => ({ value: Math.log(ms), input }));

/** Of pairs of calls with the same input, where both had the same ones; of all pairs where they had not. */
function slowerShareOf(subject: readonly Timed[], reference: readonly Timed[]): number {
  const [ours, theirs] = [subject, reference].map((calls) => Map.groupBy(calls, ({ input }) => input));
  const times = (calls: readonly Timed[] = []) => calls.map(({ ms }) => ms);
  const inputs = [...(ours?.keys() ?? [])];
  const areSame = inputs.length === theirs?.size && inputs.every((input) => theirs.has(input));
  if (!areSame) return mannWhitney(times(subject), times(reference)).share;
  return mean(inputs.map((input) => mannWhitney(times(ours?.get(input)), times(theirs?.get(input))).share));
}

const widthOf = ({ low, high }: Estimate): number => high - low;

/** Compares groups that were measured at different times. @param subject logarithms, as all of it */
export function unpairedComparison(subject: readonly number[], reference: readonly number[]): Comparison {
  const { u, share, pValue } = mannWhitney(subject, reference);
  return { ratio: exponential(shiftOf(subject, reference, confidence)), slowerShare: share, u, pValue };
}

function exponential({ value, low, high }: Estimate): Estimate {
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

/** @param margin the difference that counts: 0.02 is 2 % */
export function verdictOf({ low, high }: Estimate, margin: number): ComparisonVerdict {
  if (low > 1 + margin) return 'slower';
  if (high < 1 / (1 + margin)) return 'faster';
  return low >= 1 / (1 + margin) && high <= 1 + margin ? 'same' : 'unclear';
}

/** Whether more rounds would say little more: the range is half as wide as the margin, to each side. */
export function isSettled({ low, high, value }: Estimate, margin: number): boolean {
  return Math.max(high / value, value / low) <= 1 + margin / 2;
}
