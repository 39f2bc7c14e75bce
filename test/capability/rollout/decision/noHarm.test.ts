import { expect, test } from 'vitest';
import { NoHarm } from '../../../../src/capability/rollout/decision/noHarm.ts';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';

const harm = { limit: 0.05, margin: 0.02 };

/** The share of runs in which it is ever shown, at 1 of 20, that there is no harm; users make one request each. */
function shown(runs: number, requests: number, rates: Readonly<Record<'control' | 'candidate', number>>): number {
  let count = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = new Random(seed);
    const evidence = new NoHarm(harm);
    for (let at = 0; at < requests; at++) {
      const arm = random.chance(0.1) ? 'candidate' : 'control';
      evidence.one(arm, random.chance(rates[arm]));
      if (evidence.logEvidenceOf(1) < Math.log(20)) continue;
      count++;
      break;
    }
  }
  return count / runs;
}

test.each([
  [0.03, 0.05],
  [0.005, 0.05],
  [0.06, 0.08],
])('harm is hardly ever taken for none: %d with the version in use, %d with the new one', (control, candidate) => {
  // At most 5 % of all runs; of a thousand that are drawn, three standard deviations (0.7 %) more may be seen.
  expect(shown(1000, 4000, { control, candidate })).toBeLessThan(0.071);
});

test.each([0.01, 0.04])('a version that is as good is shown to do none where both fail at %d', (rate) => {
  expect(shown(20, 40_000, { control: rate, candidate: rate })).toBeGreaterThan(0.9);
});

test('a version that fails less often needs no limit', () => {
  expect(shown(20, 4000, { control: 0.2, candidate: 0.1 })).toBe(1);
});
