/** A variant and its share of all users, relative to the sum of the weights: a whole number of 0 or more. */
export type Weighted = readonly [variant: string, weight: number];

/** The greatest sum of weights that flagd takes. */
export const mostWeight = 2 ** 31 - 1;

/** Below it, hash × weight is a whole number that a double holds exactly. */
const exact = 2 ** 21;

/**
 * The variant that flagd's `fractional` gives to a hash in its second version, which has no longer 100 buckets but as
 * many as the weights sum up to: bucket = ⌊hash × sum / 2³²⌋, and the first variant whose weights, summed up, exceed it
 * (`distributeValue` in flagd's core/pkg/evaluator/fractional.go).
 *
 * A variant that comes first keeps its users while its weight grows and the sum stays.
 * @param hash a whole number, 0 to 2³² − 1
 * @returns nothing where the weights sum up to 0
 */
export function variantOf(hash: number, weights: readonly Weighted[]): string | undefined {
  let sum = 0;
  for (const [, weight] of weights) sum += weight;
  const bucket = sum < exact ? Math.floor((hash * sum) / 2 ** 32) : Number((BigInt(hash) * BigInt(sum)) >> 32n);
  let end = 0;
  for (const [variant, weight] of weights) {
    end += weight;
    if (bucket < end) return variant;
  }
  return undefined;
}
