import { describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { defaultRolloutPolicy as policy, simulatePolicy } from '#capability/rollout';
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

  test('can be cancelled', async () => {
    const options = { seed: 1, runs: 1, scenarios: [good], signal: AbortSignal.abort() };
    await expect(simulatePolicy(policy, options)).rejects.toThrow(CancelledError);
  });
});

describe('drawn numbers', () => {
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
