import { autocorrelationTime } from './autocorrelation.ts';
import { randomFrom } from './random.ts';

const resamples = 400;
const tail = 0.025;

/**
 * The 95 % range of a mean by resampling: stretches of neighbouring values are drawn together, so that what neighbours share is
 * kept (circular block bootstrap; Politis and Romano 1992).
 * @param values in the order in which they were measured; one at least
 */
export function meanRange(values: readonly number[], seed = 1): { readonly low: number; readonly high: number } {
  const random = randomFrom(seed);
  const { length } = values;
  const block = blockLength(values);
  const sums = new Float64Array(2 * length + 1);
  for (let at = 0; at < 2 * length; at++) sums[at + 1] = (sums[at] as number) + (values[at % length] as number);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < length; drawn += block) {
      const from = Math.floor(random() * length);
      sum += (sums[from + Math.min(block, length - drawn)] as number) - (sums[from] as number);
    }
    return sum / length;
  }).sort();
  return {
    low: means[Math.floor(tail * (resamples - 1))] as number,
    high: means[Math.ceil((1 - tail) * (resamples - 1))] as number,
  };
}

/**
 * As long as is best for the variance of the mean of a series in which each value resembles the one before as much as these
 * do (Carlstein 1986), and twice that: blocks that are too short promise too much.
 */
function blockLength(values: readonly number[]): number {
  const time = autocorrelationTime(values);
  const likeness = (time - 1) / (time + 1);
  const best = Math.cbrt(((6 * likeness ** 2) / (1 - likeness ** 2) ** 2) * values.length);
  return Math.min(values.length, Math.max(1, Math.round(2 * best)));
}
