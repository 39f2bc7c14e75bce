/** Requests of an arm, and how many of them failed. */
export interface Outcomes {
  readonly requests: number;
  readonly errors: number;
}

/** Requests of both arms that are compared with each other. */
export interface Block {
  readonly control: Outcomes;
  readonly candidate: Outcomes;
}

/** How many requests of each arm a block has. */
export interface BlockSize {
  readonly controls: number;
  readonly candidates: number;
}

export const sizeOf = ({ control, candidate }: Block): BlockSize => ({
  controls: control.requests,
  candidates: candidate.requests,
});

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
 * Aⁿ(θa)·Bᵐ(θb) with A and B linear, so its logarithm is concave, 0 at that point, and its slope there points away from
 * the null. The numbers n and m of requests and both rates have to be known before the outcomes are.
 */
export function logEvidence(block: Block, alternative: Rates, nearest: Rates): number {
  return (
    logQuotient(block.control, alternative.control, nearest.control) +
    logQuotient(block.candidate, alternative.candidate, nearest.candidate)
  );
}

const logQuotient = ({ requests, errors }: Outcomes, rate: number, other: number): number =>
  errors * Math.log(rate / other) + (requests - errors) * Math.log((1 - rate) / (1 - other));

/** The point of “the candidate fails no more often than the control” that is nearest to an alternative in which it does. */
export function nearestEqual({ control, candidate }: Rates, { controls, candidates }: BlockSize): Rates {
  const rate = (controls * control + candidates * candidate) / (controls + candidates);
  return { control: rate, candidate: rate };
}

/**
 * The point of “the candidate fails more often by the margin, or by more” that is nearest to the alternative that both
 * fail equally often.
 */
export function nearestWorse(rate: number, margin: number, { controls, candidates }: BlockSize): Rates {
  // The divergence is convex in the control's rate: its slope changes its sign where it is least.
  const slope = (at: number) =>
    (controls * (at - rate)) / (at * (1 - at)) +
    (candidates * (at + margin - rate)) / ((at + margin) * (1 - at - margin));
  let low = Math.max(0, rate - margin);
  let high = Math.min(rate, 1 - margin);
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return { control: high, candidate: high + margin };
}
