import { describe, expect, test } from 'vitest';
import { divisionsOf, logEvidenceOfOdds } from '../../../../src/capability/rollout/decision/divisions.ts';
import { RenewedMixture } from '../../../../src/capability/rollout/decision/renewedMixture.ts';
import { StoppedMixture } from '../../../../src/capability/rollout/decision/stoppedMixture.ts';
import fc from '../../../support/fastCheck.ts';

const weights = [0.6, 0.4];
const ratios = [4, 20];

/** Of so many requests of either arm, errors of both together, and where they were. */
const step = fc
  .record({ controls: fc.integer({ min: 1, max: 60 }), candidates: fc.integer({ min: 1, max: 5 }), errors: fc.nat(6) })
  .chain(({ controls, candidates, errors }) => {
    const inCandidate = Math.min(errors, candidates);
    const block = {
      control: { requests: controls, errors: Math.min(controls, errors - inCandidate) },
      candidate: { requests: candidates, errors: inCandidate },
    };
    const { logChances } = divisionsOf(block);
    const logs = ratios.map((ratio) => logEvidenceOfOdds({ least: 0, logChances }, ratio));
    return fc.record({
      logChances: fc.constant(logChances),
      logs: fc.constant(logs),
      observed: fc.nat(logChances.length - 1),
    });
  });

const bar = fc.double({ min: 0.5, max: 8, noNaN: true });

describe('a mixture that stops at a bar', () => {
  test('is as fair a bet, never above the bar, and never below the one that does not stop', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), bar, (steps, enough) => {
        const after = (count: number, last?: number) => {
          const stopped = new StoppedMixture(weights);
          const plain = new RenewedMixture(weights);
          for (const [at, { logChances, logs, observed }] of steps.slice(0, count).entries()) {
            const outcome = at === count - 1 ? (last ?? observed) : observed;
            stopped.bet(logChances, logs, outcome, enough);
            for (const [alternative, one] of logs.entries()) plain.multiply(alternative, one[outcome] ?? 0);
            plain.renew(1);
          }
          return { stopped, plain };
        };
        for (const [at, { logChances }] of steps.entries()) {
          const before = after(at).stopped;
          if (before.isStopped) return;
          const all = logChances.map((_, outcome) => after(at + 1, outcome).stopped.logEvidenceOf(1));
          for (const log of all) expect(log).toBeLessThanOrEqual(enough + 1e-12);
          const mean = logChances.reduce((sum, chance, outcome) => sum + Math.exp(chance + (all[outcome] ?? 0)), 0);
          expect(mean / Math.exp(before.logEvidenceOf(1))).toBeCloseTo(1, 8);
          const { stopped, plain } = after(at + 1);
          expect(stopped.logEvidenceOf(1)).toBeGreaterThanOrEqual(Math.min(enough, plain.logEvidenceOf(1)) - 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('stays at the bar that it has reached, wherever the bar is later', () => {
    const stopped = new StoppedMixture([1]);
    stopped.bet([Math.log(0.5), Math.log(0.5)], [[Math.log(0.5), Math.log(1.5)]], 1, 0.3);
    expect([stopped.isStopped, stopped.logEvidenceOf(1)]).toEqual([true, 0.3]);
    stopped.bet([Math.log(0.5), Math.log(0.5)], [[Math.log(0.5), Math.log(1.5)]], 0, 5);
    expect([stopped.isStopped, stopped.logEvidenceOf(1)]).toEqual([true, 0.3]);
    expect(stopped.logEvidenceOf(2), 'a tenth is kept').toBeCloseTo(Math.log(0.1 + 0.9 * 0.75 ** 0.5), 12);
  });
});
