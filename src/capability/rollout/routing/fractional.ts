/** A variant and its share of all users, relative to the sum of the weights: a whole number of 0 or more. */
export type Weighted = readonly [variant: string, weight: number];

/** The greatest sum of weights that flagd takes. */
export const mostWeight = 2 ** 31 - 1;

/** Below it, hash × weight is a whole number that a double holds exactly. */
const exact = 2 ** 21;

/**
 * Where a hash falls among so many parts, as in flagd's `fractional` in its second version, which has no longer 100 buckets
 * but as many as the weights sum up to: bucket = ⌊hash × sum / 2³²⌋ (`distributeValue` in flagd's
 * core/pkg/evaluator/fractional.go).
 * @param hash 32 bits, whichever their sign
 */
export const bucketOf = (hash: number, sum: number): number =>
  sum < exact ? Math.floor(((hash >>> 0) * sum) / 2 ** 32) : Number((BigInt(hash >>> 0) * BigInt(sum)) >> 32n);

/**
 * The variant of a hash: the first one whose weights, summed up, exceed its bucket. A variant that comes first keeps its
 * users while its weight grows and the sum stays.
 * @returns nothing where the weights sum up to 0
 */
export function variantOf(hash: number, weights: readonly Weighted[]): string | undefined {
  let sum = 0;
  for (const [, weight] of weights) sum += weight;
  const bucket = bucketOf(hash, sum);
  let end = 0;
  for (const [variant, weight] of weights) {
    end += weight;
    if (bucket < end) return variant;
  }
  return undefined;
}
