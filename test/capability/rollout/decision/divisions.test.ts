import { expect, test } from 'vitest';
import type { Block } from '../../../../src/capability/rollout/decision/blocks.ts';
import { divisionsOf, logEvidenceOfOdds } from '../../../../src/capability/rollout/decision/divisions.ts';
import fc from '../../../support/fastCheck.ts';

const outcomes = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((requests) => fc.record({ requests: fc.constant(requests), errors: fc.nat(requests) }));
const block = (most: number): fc.Arbitrary<Block> => fc.record({ control: outcomes(most), candidate: outcomes(most) });
const oddsRatio = fc.double({ min: 1.1, max: 50, noNaN: true });

/** How many ways there are to choose so many of all. */
const ways = (all: number, of: number): number => (of === 0 ? 1 : (ways(all - 1, of - 1) * all) / of);

/** The expectation of an e-variable if the candidate's odds of failing are so many times the control's. */
function expectation(block: Block, bet: number, truth: number): number {
  const divisions = divisionsOf(block);
  const logs = logEvidenceOfOdds(divisions, bet);
  const weights = divisions.logChances.map((chance, at) => chance + at * Math.log(truth));
  const most = Math.max(...weights);
  const sum = weights.reduce((so, one) => so + Math.exp(one - most), 0);
  return weights.reduce((so, one, at) => so + Math.exp(one - most + (logs[at] ?? 0)), 0) / sum;
}

test('are as likely as counting the ways says', () => {
  fc.assert(
    fc.property(block(12), ({ control, candidate }) => {
      const errors = control.errors + candidate.errors;
      const { least, logChances } = divisionsOf({ control, candidate });
      const expected = logChances.map(
        (_, at) =>
          (ways(candidate.requests, least + at) * ways(control.requests, errors - least - at)) /
          ways(control.requests + candidate.requests, errors),
      );
      expect(logChances.length).toBe(Math.min(candidate.requests, errors) - least + 1);
      for (const [at, log] of logChances.entries()) expect(Math.exp(log)).toBeCloseTo(expected[at] ?? 0, 9);
    }),
  );
});

test('a bet wins nothing on average where the candidate fails as often, less where it fails less often, and more where it is right', () => {
  fc.assert(
    fc.property(block(500), oddsRatio, fc.double({ min: 0.02, max: 1, noNaN: true }), (one, bet, better) => {
      expect(expectation(one, bet, 1)).toBeCloseTo(1, 8);
      expect(expectation(one, bet, better)).toBeLessThanOrEqual(1 + 1e-8);
      expect(expectation(one, bet, bet)).toBeGreaterThanOrEqual(1 - 1e-8);
    }),
  );
});

test('numbers stay finite where thousands of requests failed', () => {
  const many = { control: { requests: 4000, errors: 1300 }, candidate: { requests: 4000, errors: 3700 } };
  const divisions = divisionsOf(many);
  expect(divisions.logChances.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 9);
  const logs = logEvidenceOfOdds(divisions, 20);
  expect(logs.every(Number.isFinite)).toBe(true);
  expect(logs[3700 - divisions.least]).toBeGreaterThan(100);
  expect(expectation(many, 20, 20)).toBeGreaterThan(1e100);
});
