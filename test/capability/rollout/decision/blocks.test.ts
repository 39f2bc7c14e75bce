import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  logEvidence,
  nearestEqual,
  nearestWorse,
  type Rates,
  shiftedOdds,
} from '../../../../src/capability/rollout/decision/blocks.ts';

const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const controls = fc.integer({ min: 1, max: 12 });

/** The exact expectation of a block's e-variable if these are the true rates. */
function expectation(count: number, truth: Rates, alternative: Rates, nearest: Rates): number {
  let sum = 0;
  let ways = 1;
  for (let errors = 0; errors <= count; errors++) {
    const chance = ways * truth.control ** errors * (1 - truth.control) ** (count - errors);
    for (const failed of [false, true]) {
      const block = { controls: count, controlErrors: errors, failed };
      const outcome = failed ? truth.candidate : 1 - truth.candidate;
      sum += chance * outcome * Math.exp(logEvidence(block, alternative, nearest));
    }
    ways = (ways * (count - errors)) / (errors + 1);
  }
  return sum;
}

test('wins nothing on average where the candidate fails no more often than the control', () => {
  fc.assert(
    fc.property(
      controls,
      rate,
      fc.double({ min: 1.1, max: 50, noNaN: true }),
      rate,
      rate,
      (count, control, odds, a, b) => {
        const alternative = { control, candidate: shiftedOdds(control, odds) };
        const truth = { control: Math.max(a, b), candidate: Math.min(a, b) };
        expect(expectation(count, truth, alternative, nearestEqual(alternative, count))).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
  );
});

test('wins nothing on average where the candidate is worse by the margin or more', () => {
  const margin = fc.double({ min: 0.005, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(controls, rate, margin, rate, rate, (count, equal, by, a, more) => {
      const alternative = Math.min(equal, 1 - by - 0.001);
      const control = a * (1 - by);
      const truth = { control, candidate: control + by + more * (1 - by - control) };
      const nearest = nearestWorse(alternative, by, count);
      expect(nearest.candidate - nearest.control).toBeCloseTo(by, 9);
      const rates = { control: alternative, candidate: alternative };
      expect(expectation(count, truth, rates, nearest)).toBeLessThanOrEqual(1 + 1e-6);
    }),
  );
});

test('wins on average where the alternative is true', () => {
  const alternative = { control: 0.05, candidate: 0.3 };
  expect(expectation(8, alternative, alternative, nearestEqual(alternative, 8))).toBeGreaterThan(1.2);
});
