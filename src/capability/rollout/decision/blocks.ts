/** Requests of an arm, and how many of them failed. */
export interface Outcomes {
  readonly requests: number;
  readonly errors: number;
}

export const sum = (one: Outcomes, two: Outcomes): Outcomes => ({
  requests: one.requests + two.requests,
  errors: one.errors + two.errors,
});

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

/** Harm is an error rate of the candidate that is at the limit or above, and above the control's by the margin or more. */
export interface Harm {
  readonly limit: number;
  readonly margin: number;
}

export const isHarm = ({ control, candidate }: Rates, { limit, margin }: Harm): boolean =>
  candidate >= limit && candidate >= control + margin;

/** The point of harm that is nearest to rates that are none. Points of harm are a convex set. */
export function nearestHarm(
  { control, candidate }: Rates,
  { limit, margin }: Harm,
  { controls, candidates }: BlockSize,
): Rates {
  /** With such a rate of the candidate, the control's is the nearest that the margin allows. */
  const beside = (at: number) => Math.min(control, at - margin);
  // The divergence is convex in the candidate's rate: its slope changes its sign where it is least.
  const slope = (at: number) => {
    const other = beside(at);
    const ofControl = other < control ? (controls * (other - control)) / (other * (1 - other)) : 0;
    return ofControl + (candidates * (at - candidate)) / (at * (1 - at));
  };
  let low = Math.max(limit, margin);
  let high = Math.min(1, Math.max(limit, candidate, control + margin));
  for (let step = 0; step < 40 && low < high; step++) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return { control: beside(high), candidate: high };
}

/** The information that a request carries for telling two error rates apart: their Kullback–Leibler divergence, in nats. */
export const divergence = (rate: number, from: number): number =>
  rate * Math.log(rate / from) + (1 - rate) * Math.log((1 - rate) / (1 - from));

/** Rates of 0 and 1 would stake everything on one outcome. */
export const within = (rate: number): number => Math.min(1 - 1e-3, Math.max(1e-3, rate));
