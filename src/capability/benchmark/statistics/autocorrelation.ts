import { mean } from 'simple-statistics';

/**
 * How many values of a series tell as much as one independent value would: the integrated autocorrelation time, 1 where
 * neighbours have nothing in common. Pairs of neighbouring lags are summed as long as they are positive, none more than the one
 * before it (the initial monotone sequence of Geyer, Practical Markov Chain Monte Carlo, 1992).
 */
export function autocorrelationTime(values: readonly number[]): number {
  const middle = mean([...values]);
  const centred = Float64Array.from(values, (value) => value - middle);
  const variance = covariance(centred, 0);
  if (!(variance > 0)) return 1;
  // Of lags beyond a quarter of the series too few pairs are there to tell anything.
  const furthest = Math.floor(values.length / 4);
  let [sum, before] = [0, Number.POSITIVE_INFINITY];
  for (let lag = 0; lag < furthest; lag += 2) {
    const pair = (covariance(centred, lag) + covariance(centred, lag + 1)) / variance;
    if (pair <= 0) break;
    before = Math.min(before, pair);
    sum += before;
  }
  return Math.max(1, 2 * sum - 1);
}

function covariance(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < centred.length; at++) sum += (centred[at] as number) * (centred[at - lag] as number);
  return sum / centred.length;
}
