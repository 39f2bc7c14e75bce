import type { Random } from './random.ts';

/** Who uses the capability that is rolled out, and how it goes with the version in use. */
export interface Population {
  readonly users: number;
  /** How much users differ in how often they ask: the standard deviation of the logarithm. */
  readonly spread: number;
  /** How much requests of one user resemble each other: the intraclass correlation, 0 (not at all) to below 1. */
  readonly alike: number;
  /** Requests a minute of all users together. */
  readonly perMinute: number;
  /** The share of requests that are slower than the policy's limit. */
  readonly slow: number;
  /** The share of requests after which the user says what it was worth, and the share of these opinions that are not good. */
  readonly opinions: number;
  readonly unhappy: number;
  /** The share of users who are in each group that the policy names; nobody is in two. */
  readonly members: number;
}

/** Enough users for a canary of 1 % to have 200; the figures beside the errors are within the usual limits. */
export const usualPopulation: Population = {
  users: 20_000,
  spread: 1,
  alike: 0.1,
  perMinute: 100,
  slow: 0.005,
  opinions: 0.05,
  unhappy: 0.1,
  members: 0.01,
};

/** Error rates of the version in use and of the new one. */
export interface ErrorRates {
  readonly control: number;
  readonly candidate: number;
}

/** Chances of each user. */
export interface Users {
  readonly keys: readonly string[];
  /** Sums of how often users ask, in the order of the keys. */
  readonly activity: Float64Array;
  readonly fails: Float64Array;
  /** How likely the new version fails where the one in use does not: its bugs are others. */
  readonly failsAnew: Float64Array;
  readonly slow: Float64Array;
  readonly unhappy: Float64Array;
}

/** Draws the users of one simulated rollout. */
export function drawUsers(population: Population, { control, candidate }: ErrorRates, random: Random): Users {
  const { users, alike, spread } = population;
  const among = (mean: number) => () =>
    mean === 0 || alike === 0 ? mean : random.beta(mean * (1 / alike - 1), (1 - mean) * (1 / alike - 1));
  const each = (draw: () => number) => Float64Array.from({ length: users }, draw);
  let sum = 0;
  return {
    keys: Array.from({ length: users }, (_, at) => `user-${at}`),
    activity: each(() => {
      sum += Math.exp(spread * random.normal());
      return sum;
    }),
    fails: each(among(control)),
    failsAnew: each(among(Math.max(0, (candidate - control) / (1 - control)))),
    slow: each(among(population.slow)),
    unhappy: each(among(population.unhappy)),
  };
}

/** Draws who asks next: users by their activity. */
export function nextUser({ activity }: Users, random: Random): number {
  const at = random.next() * (activity.at(-1) ?? 0);
  let low = 0;
  let high = activity.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((activity[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
