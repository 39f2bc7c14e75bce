import { median, probit } from 'simple-statistics';
import type { Estimate } from '#protocol';

/**
 * The middle of symmetric values (Hodges and Lehmann 1963): the median of the means of all pairs, with the range that the
 * signed-rank test of Wilcoxon does not refute.
 * @param values one at least, independent of each other
 */
export function pseudomedian(values: readonly number[], confidence: number): Estimate {
  const n = values.length;
  const means = values.flatMap((one, at) => values.slice(at).map((other) => (one + other) / 2));
  return ranged(means, (n * (n + 1) * (2 * n + 1)) / 24, confidence);
}

/**
 * By how much values of the first sample are larger than those of the second: the median of all differences, with the range
 * that the test of Mann and Whitney does not refute. Neither is empty, and their values are independent of each other.
 */
export function shiftOf(first: readonly number[], second: readonly number[], confidence: number): Estimate {
  const [n, m] = [first.length, second.length];
  const differences = first.flatMap((one) => second.map((other) => one - other));
  return ranged(differences, (n * m * (n + m + 1)) / 12, confidence);
}

/** @param variance of the test's statistic, which counts how many of the values are above 0 */
function ranged(values: number[], variance: number, confidence: number): Estimate {
  values.sort((a, b) => a - b);
  const { length } = values;
  const outside = Math.floor(length / 2 - probit((1 + confidence) / 2) * Math.sqrt(variance));
  // Too few for a range of that confidence: anything could be.
  if (outside < 0) return { value: median(values), low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { value: median(values), low: values[outside] as number, high: values[length - 1 - outside] as number };
}
