import { describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { defaultRolloutPolicy as policy, policyFor, simulatePolicy } from '#capability/rollout';
import type { RolloutStrategy } from '#protocol';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';

const population = { users: 3000 };
const worse = { control: 0.01, candidate: 0.2 };
const good = { control: 0.01, candidate: 0.01 };

describe('a simulated policy', () => {
  test('takes a bad version back, lets a good one finish, and does the same again for the same seed', async () => {
    // A small population has no canary to speak of.
    const stages = policy.stages.map((stage, at) => (at === 0 ? { ...stage, percent: 5 } : stage));
    const options = { seed: 3, runs: 2, scenarios: [worse, good], population };
    const report = await simulatePolicy({ ...policy, stages }, options);
    expect(report.scenarios).toMatchObject([
      { ...worse, runs: 2, rolledBack: 2, paused: 0, finished: 0, unfinished: 0 },
      { ...good, runs: 2, rolledBack: 0, paused: 0, finished: 2, unfinished: 0 },
    ]);
    const [bad, fine] = report.scenarios;
    expect(bad?.example).toMatchObject({ action: 'roll-back', rule: 'worse-than-control', stage: { name: 'canary' } });
    expect(bad?.untilRolledBack.requests.p95).toBeLessThan(200);
    expect(bad?.untilRolledBack.errors.p95).toBeGreaterThan(0);
    expect(fine?.example).toMatchObject({ action: 'finish', stage: { name: 'production', percent: 100 } });
    expect(fine?.untilRolledBack.requests).toEqual({ p50: null, p95: null });
    expect(await simulatePolicy({ ...policy, stages }, { ...options, scenarios: [worse] })).toEqual({
      ...report,
      scenarios: [bad],
    });
  });

  test('pauses a version that is slow, and one that users do not like', async () => {
    const ended = async (other: object) => {
      const options = { seed: 1, runs: 1, scenarios: [good], population: { ...population, ...other } };
      const { scenarios } = await simulatePolicy(policy, options);
      return scenarios[0]?.example?.rule;
    };
    expect(await ended({ slow: 0.2 })).toBe('slow-above-limit');
    expect(await ended({ opinions: 1, unhappy: 0.6 })).toBe('opinions-below-limit');
  });

  test('brings a version to users as its strategy does, and leaves to a person what a person has to end', async () => {
    const stages = [
      { name: 'insiders', percent: 0, groups: ['insiders'], minutes: 1, requests: 100 },
      { name: 'production', percent: 100, minutes: 1, requests: 100 },
    ];
    const ended = async (strategy: RolloutStrategy) => {
      const options = { seed: 1, runs: 1, scenarios: [worse, good], population: { ...population, members: 0.1 } };
      const { scenarios } = await simulatePolicy(policyFor({ ...policy, stages }, 'it', strategy), options);
      return scenarios.map(({ example, ...counts }) => [
        (['rolledBack', 'paused', 'finished', 'unfinished'] as const).find((end) => counts[end] === 1),
        example?.stage.name,
      ]);
    };
    expect(await ended('groups')).toEqual([
      ['rolledBack', 'insiders'],
      ['finished', 'everybody'],
    ]);
    expect(await ended('ab')).toEqual([
      // With half of the users its limit is reached before the comparison is sure.
      ['paused', 'comparison'],
      ['unfinished', 'comparison'],
    ]);
  });

  test('has other rollouts for another seed, also for the next one', async () => {
    const minutes = async (seed: number, runs: number) => {
      const { scenarios } = await simulatePolicy(policy, { seed, runs, scenarios: [worse], population });
      return scenarios[0]?.untilRolledBack.minutes;
    };
    const [one, both, next] = [await minutes(4, 1), await minutes(4, 2), await minutes(5, 1)];
    // Of two rollouts these are the figures of either.
    expect([both?.p50, both?.p95]).toContain(one?.p50);
    expect([both?.p50, both?.p95]).not.toContain(next?.p50);
  });

  test('can be cancelled', async () => {
    const options = { seed: 1, runs: 1, scenarios: [good], signal: AbortSignal.abort() };
    await expect(simulatePolicy(policy, options)).rejects.toThrow(CancelledError);
  });
});

describe('drawn numbers', () => {
  test('are those of xoshiro128**, from a state that is a hash of the seed', () => {
    // By the authors' own C (https://prng.di.unimi.it/xoshiro128starstar.c), from the first 16 bytes of SHA-256 of "[1]".
    const random = new Random(1);
    expect(Array.from({ length: 4 }, () => random.next() * 2 ** 32)).toEqual([
      3_933_996_968, 1_015_381_428, 1_594_373_678, 1_282_636_200,
    ]);
  });

  test('have nothing in common where seeds differ, however little', () => {
    const first = (...seed: (string | number)[]) => {
      const random = new Random(...seed);
      return Array.from({ length: 100 }, () => random.next());
    };
    const streams = [
      first(1),
      first(2),
      first(1, 0),
      first(1, 1),
      first(2, 0),
      first(11),
      first(1, '1'),
      first('1', 1),
    ];
    expect(new Set(streams.flat()).size).toBe(100 * streams.length);
    expect(first(1, 1)).toEqual(streams[3]);
  });

  const mean = (draw: (random: Random) => number) => {
    const random = new Random(7);
    let sum = 0;
    for (let n = 0; n < 20_000; n++) sum += draw(random);
    return sum / 20_000;
  };

  test('have the means and spreads of their distributions', () => {
    expect(mean((random) => random.next())).toBeCloseTo(0.5, 1);
    expect(mean((random) => random.normal())).toBeCloseTo(0, 1);
    expect(mean((random) => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean((random) => random.beta(0.09, 8.91))).toBeCloseTo(0.01, 2);
    // Variance of Beta(2, 3): 6 / (25 · 6).
    expect(mean((random) => (random.beta(2, 3) - 0.4) ** 2)).toBeCloseTo(0.04, 2);
  });
});
