import { expect, test } from 'vitest';
import {
  type BlockSize,
  logEvidence,
  nearestEqual,
  nearestWorse,
  type Rates,
  shiftedOdds,
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

test('wins nothing on average where the candidate fails no more often than the control', () => {
  fc.assert(
    fc.property(size, rate, fc.double({ min: 1.1, max: 50, noNaN: true }), rate, rate, (of, control, odds, a, b) => {
      const alternative = { control, candidate: shiftedOdds(control, odds) };
      const truth = { control: Math.max(a, b), candidate: Math.min(a, b) };
      expect(expectation(of, truth, alternative, nearestEqual(alternative, of))).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('wins nothing on average where the candidate is worse by the margin or more', () => {
  const margin = fc.double({ min: 0.005, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(size, rate, margin, rate, rate, (of, equal, by, a, more) => {
      const alternative = Math.min(equal, 1 - by - 0.001);
      const control = a * (1 - by);
      const truth = { control, candidate: control + by + more * (1 - by - control) };
      const nearest = nearestWorse(alternative, by, of);
      expect(nearest.candidate - nearest.control).toBeCloseTo(by, 9);
      const rates = { control: alternative, candidate: alternative };
      expect(expectation(of, truth, rates, nearest)).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('wins on average where the alternative is true', () => {
  const alternative = { control: 0.05, candidate: 0.3 };
  const of = { controls: 8, candidates: 1 };
  expect(expectation(of, alternative, alternative, nearestEqual(alternative, of))).toBeGreaterThan(1.2);
});
