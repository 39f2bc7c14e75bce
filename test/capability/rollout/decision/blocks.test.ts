import { expect, test } from 'vitest';
import {
  type BlockSize,
  isHarm,
  logEvidence,
  nearestHarm,
  type Rates,
} from '../../../../src/capability/rollout/decision/blocks.ts';
import fc from '../../../support/fastCheck.ts';

const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const count = fc.integer({ min: 1, max: 12 });
/** One request of either arm and several of the other, or several of both. */
const size = fc.record({ controls: count, candidates: count });

/** The chance of each number of errors among so many requests. */
function chances(requests: number, chance: number): number[] {
  let ways = 1;
  return Array.from({ length: requests + 1 }, (_, errors) => {
    const all = ways * chance ** errors * (1 - chance) ** (requests - errors);
    ways = (ways * (requests - errors)) / (errors + 1);
    return all;
  });
}

/** The exact expectation of a block's e-variable if these are the true rates. */
function expectation({ controls, candidates }: BlockSize, truth: Rates, alternative: Rates, nearest: Rates): number {
  let sum = 0;
  for (const [controlErrors, chance] of chances(controls, truth.control).entries()) {
    for (const [errors, other] of chances(candidates, truth.candidate).entries()) {
      const control = { requests: controls, errors: controlErrors };
      const block = { control, candidate: { requests: candidates, errors } };
      sum += chance * other * Math.exp(logEvidence(block, alternative, nearest));
    }
  }
  return sum;
}

test('wins nothing on average where the candidate does harm: it is at the limit, and worse by the margin', () => {
  const share = fc.double({ min: 0.005, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(size, rate, rate, share, share, rate, rate, (of, control, candidate, limit, margin, a, b) => {
      const rates = { control, candidate };
      const harm = { limit, margin };
      fc.pre(!isHarm(rates, harm));
      const nearest = nearestHarm(rates, harm, of);
      expect(nearest.candidate).toBeGreaterThanOrEqual(limit - 1e-9);
      expect(nearest.candidate - nearest.control).toBeGreaterThanOrEqual(margin - 1e-9);
      const least = Math.max(limit, margin);
      const worse = least + a * (1 - least);
      const truth = { control: b * (worse - margin), candidate: worse };
      expect(expectation(of, truth, rates, nearest)).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('shows a version that is as good by the limit where errors are rare, and by the margin where they are not', () => {
  const harm = { limit: 0.05, margin: 0.02 };
  const of = { controls: 72, candidates: 1 };
  const at = (equal: number) => nearestHarm({ control: equal, candidate: equal }, harm, of);
  expect(at(0.01)).toEqual({ control: 0.01, candidate: 0.05 });
  expect(at(0.049).candidate - at(0.049).control).toBeCloseTo(0.02, 9);
  expect(at(0.049).candidate).toBeGreaterThan(0.068);
});
