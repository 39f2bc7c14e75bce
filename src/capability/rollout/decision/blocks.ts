/** Requests of the control arm, and one of the candidate that is compared with them. */
export interface Block {
  readonly controls: number;
  readonly controlErrors: number;
  readonly failed: boolean;
}

/** Error rates of both arms. */
export interface Rates {
  readonly control: number;
  readonly candidate: number;
}

/** The odds of a rate, multiplied. */
export const shiftedOdds = (rate: number, factor: number): number => (factor * rate) / (1 - rate + factor * rate);

/**
 * The logarithm of a block's e-variable: how much likelier it is under the alternative than under the null hypothesis's
 * point that is nearest to it.
 *
 * For a convex null hypothesis, the quotient of the alternative's likelihood and that of its point with the least
 * Kullback–Leibler divergence from the alternative has an expectation of 1 at most under every point of the null
 * (Turner, Ly, Grünwald: Generic e-variables for exact sequential k-sample tests that allow for optional stopping, 2024;
 * Turner, Grünwald: Safe sequential testing and effect estimation in stratified count data, 2023): the expectation is
 * Aⁿ(θa)·B(θb) with A and B linear, so its logarithm is concave, 0 at that point, and its slope there points away from
 * the null. The number of controls and both rates have to be known before the outcomes are.
 */
export function logEvidence({ controls, controlErrors, failed }: Block, alternative: Rates, nearest: Rates): number {
  const { log } = Math;
  return (
    controlErrors * log(alternative.control / nearest.control) +
    (controls - controlErrors) * log((1 - alternative.control) / (1 - nearest.control)) +
    (failed
      ? log(alternative.candidate / nearest.candidate)
      : log((1 - alternative.candidate) / (1 - nearest.candidate)))
  );
}

/** The point of “the candidate fails no more often than the control” that is nearest to an alternative in which it does. */
export function nearestEqual({ control, candidate }: Rates, controls: number): Rates {
  const rate = (controls * control + candidate) / (controls + 1);
  return { control: rate, candidate: rate };
}

/**
 * The point of “the candidate fails more often by the margin, or by more” that is nearest to the alternative that both
 * fail equally often.
 */
export function nearestWorse(rate: number, margin: number, controls: number): Rates {
  // The divergence is convex in the control's rate: its slope changes its sign where it is least.
  const slope = (at: number) =>
    (controls * (at - rate)) / (at * (1 - at)) + (at + margin - rate) / ((at + margin) * (1 - at - margin));
  let low = Math.max(0, rate - margin);
  let high = Math.min(rate, 1 - margin);
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return { control: high, candidate: high + margin };
}
