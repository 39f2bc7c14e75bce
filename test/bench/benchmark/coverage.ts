import { probit } from 'simple-statistics';
import { meanRange } from '../../../src/capability/benchmark/statistics/bootstrap.ts';
import { quantileRange } from '../../../src/capability/benchmark/statistics/quantileRange.ts';
import { Random } from '../../../src/capability/rollout/simulation/random.ts';

/** How alike neighbouring runs are: the correlation of each with the one before. */
const likenesses = { independent: 0, alike: 0.5, 'very alike': 0.9 } as const;
const lengths = [200, 1000, 2000] as const;
const shares = [0.5, 0.9, 0.95, 0.99, 0.999] as const;
/** Of the logarithms of times, as benchmarks find them. */
const spread = 0.3;

/** How often ranges hold the true figure, by share, and how often those of a percentile have an upper end. */
export interface Coverage {
  readonly series: string;
  readonly runs: number;
  readonly mean: number;
  readonly percentiles: readonly { readonly percent: number; readonly held: number; readonly ended: number }[];
}

/** How often the 95 % ranges of benchmarks hold what is true, on lognormal series whose figures are known. */
export function rangeCoverage(series: number, seed: number): readonly Coverage[] {
  if (series === 0) return [];
  return Object.entries(likenesses).flatMap(([name, likeness]) =>
    lengths.map((length) => coverageOf(name, likeness, length, series, new Random(seed, name, length))),
  );
}

function coverageOf(name: string, likeness: number, length: number, series: number, random: Random): Coverage {
  const tallies = shares.map((share) => ({ percent: share * 100, held: 0, ended: 0 }));
  let means = 0;
  for (let one = 0; one < series; one++) {
    const times = alike(random, length, likeness);
    const ascending = Float64Array.from(times).sort();
    for (const [at, share] of shares.entries()) {
      const tally = tallies[at] as (typeof tallies)[number];
      const { low = 0, high = Number.POSITIVE_INFINITY } = quantileRange(times, ascending, share);
      const truth = Math.exp(spread * probit(share));
      if (low <= truth && truth <= high) tally.held += 1 / series;
      if (high !== Number.POSITIVE_INFINITY) tally.ended += 1 / series;
    }
    const { low, high } = meanRange(times);
    const truth = Math.exp(spread ** 2 / 2);
    if (low <= truth && truth <= high) means += 1 / series;
  }
  return { series: name, runs: length, mean: means, percentiles: tallies };
}

function alike(random: Random, length: number, likeness: number): number[] {
  let state = random.normal();
  return Array.from({ length }, () => {
    state = likeness * state + Math.sqrt(1 - likeness ** 2) * random.normal();
    return Math.exp(spread * state);
  });
}
