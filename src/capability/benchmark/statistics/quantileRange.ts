import { autocorrelationTime } from './autocorrelation.ts';

/** So far from each end the tails of a range are left out: 95 % in between. */
const tail = 0.025;
/** Few runs are beyond a higher share: how much neighbours have in common is told here as well. */
const telling = 0.9;

/** Ends of a range; one that is absent is not known with so few values. */
export interface QuantileRange {
  readonly low?: number;
  readonly high?: number;
}

/** The value that a share (0 to 1) of ascending values does not exceed. @param ascending one at least */
function quantileOf(ascending: ArrayLike<number>, share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] as number;
}

/**
 * The 95 % range of a quantile, for values of any distribution: how many of independent values lie below the true one is
 * binomial, so two of the sorted values hold it in between (David and Nagaraja, Order Statistics, 2003, 7.1). Values of a series
 * count as fewer: as so many as there are autocorrelation times of lying above it. Where even the largest value may lie
 * below the true one there is no upper end: p99 has one from 368 independent values on.
 * @param values in the order in which they were measured; one at least
 * @param ascending the same values
 * @param share 0 to 1, neither of them
 */
export function quantileRange(values: readonly number[], ascending: ArrayLike<number>, share: number): QuantileRange {
  const timeAt = (place: number): number => {
    const bound = quantileOf(ascending, place);
    return autocorrelationTime(values.map((value) => (value > bound ? 1 : 0)));
  };
  const time = Math.max(timeAt(share), share > telling ? timeAt(telling) : 1);
  const { length } = values;
  const count = Math.max(1, Math.floor(length / time));
  const { below, above } = ranksOf(count, share);
  const scale = length / count;
  return {
    ...(below === 0 ? {} : { low: ascending[Math.max(0, Math.floor(below * scale) - 1)] as number }),
    ...(above > count ? {} : { high: ascending[Math.min(length, Math.ceil(above * scale)) - 1] as number }),
  };
}

/** Ranks (from 1 on) of the values that hold the quantile in between; 0 and `count + 1` where there is none. */
function ranksOf(count: number, share: number): { readonly below: number; readonly above: number } {
  // How often so many or fewer of `count` values lie below: term by term, by logarithms, because the first are tiny.
  let log = count * Math.log1p(-share);
  let atMost = 0;
  let below = 0;
  for (let under = 0; under <= count; under++) {
    if (under > 0) log += Math.log((count - under + 1) / under) + Math.log(share / (1 - share));
    atMost += Math.exp(log);
    if (atMost <= tail) below = under + 1;
    if (atMost >= 1 - tail) return { below, above: under + 1 };
  }
  return { below, above: count + 1 };
}
