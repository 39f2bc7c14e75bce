import { median, probit, sum } from 'simple-statistics';
import type { Estimate } from '#protocol';
import { chanceBeyond } from './chance.ts';

/** How values grow with their places: by how much for one place more, and whether that is chance. */
export interface Trend {
  readonly slope: Estimate;
  /** How often as steady a rise or fall would be seen of values that do neither. */
  readonly pValue: number;
}

/**
 * Theil and Sen's slope with its 95 % range (Sen 1968), and the test of Mann and Kendall with its correction for ties
 * (Gilbert 1987), exact for few values: both hold for values of any distribution, and single wild ones do not move them. Values have to be
 * independent; those of a series are batched first.
 * @param points `[place, value]`, places in ascending order and all different; two at least
 */
export function trendOf(points: readonly (readonly [number, number])[]): Trend {
  const count = points.length;
  const slopes: number[] = [];
  let score = 0;
  for (const [at, [x, y]] of points.entries()) {
    for (const [laterX, laterY] of points.slice(at + 1)) {
      slopes.push((laterY - y) / (laterX - x));
      score += Math.sign(laterY - y);
    }
  }
  const ties = tiesOf(points);
  const variance = (count * (count - 1) * (2 * count + 5) - ties) / 18;
  const deviation = Math.sqrt(Math.max(variance, 0));
  const z = deviation === 0 ? 0 : (score - Math.sign(score)) / deviation;
  slopes.sort((a, b) => a - b);
  const reach = probit(0.975) * deviation;
  const last = slopes.length - 1;
  return {
    slope: {
      value: median(slopes),
      low: slopes[Math.max(0, Math.floor((slopes.length - reach) / 2))] ?? Number.NaN,
      high: slopes[Math.min(last, Math.ceil((slopes.length + reach) / 2))] ?? Number.NaN,
    },
    pValue: count <= mostCounted && ties === 0 ? exactChance(count, score) : chanceBeyond(z),
  };
}

/**
 * For few values the normal distribution is not near enough: a rise of six that never falls would be chance once in 117. Of so many,
 * all different, the orders are counted (Kendall 1938): it is once in 360.
 */
const mostCounted = 10;

/** The share of orders of so many values with a score as far from 0. */
function exactChance(count: number, score: number): number {
  /** How many orders have so many pairs that fall. */
  let orders = [1];
  for (let size = 2; size <= count; size++) {
    const before = orders;
    const most = (size * (size - 1)) / 2;
    orders = Array.from({ length: most + 1 }, (_, falling) =>
      sum(before.slice(Math.max(0, falling - size + 1), falling + 1)),
    );
  }
  const fewest = (orders.length - 1 - Math.abs(score)) / 2;
  return Math.min(1, (2 * sum(orders.slice(0, fewest + 1))) / sum(orders));
}

/** What equal values take from the variance of the score. */
function tiesOf(points: readonly (readonly [number, number])[]): number {
  const groups = Map.groupBy(points, ([, y]) => y);
  return [...groups.values()].reduce((sum, { length }) => sum + length * (length - 1) * (2 * length + 5), 0);
}
