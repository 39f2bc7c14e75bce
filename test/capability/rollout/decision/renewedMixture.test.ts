import { describe, expect, test } from 'vitest';
import { Mixture } from '../../../../src/capability/rollout/decision/mixture.ts';
import { RenewedMixture } from '../../../../src/capability/rollout/decision/renewedMixture.ts';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';

const weights = [0.5, 0.5];
const usual = 0.05;
const alternatives = [0.1, 0.4];

const bet = (evidence: Mixture | RenewedMixture, failed: boolean) => {
  for (const [at, rate] of alternatives.entries())
    evidence.multiply(at, Math.log(failed ? rate / usual : (1 - rate) / (1 - usual)));
};

describe('a mixture that begins again', () => {
  test.each([1, 3])('is no more often above a bar than its chance says, of users who are in it %i times', (repeats) => {
    let alarms = 0;
    let renewals = 0;
    const runs = 1500;
    for (let seed = 0; seed < runs; seed++) {
      const random = new Random('renewed', seed);
      const evidence = new RenewedMixture(weights);
      let isAbove = false;
      for (let at = 0; at < 1500 && !isAbove; at++) {
        const failed = random.chance(usual);
        for (let time = 0; time < repeats; time++) bet(evidence, failed);
        if (evidence.renew(repeats)) renewals++;
        isAbove = evidence.logEvidenceOf(repeats) >= Math.log(20);
      }
      if (isAbove) alarms++;
    }
    expect(renewals / runs, 'it began again many times').toBeGreaterThan(4);
    expect(alarms / runs).toBeLessThan(0.05);
    expect(alarms, 'it does find what is there by chance').toBeGreaterThan(0);
  });

  test('finds soon what becomes worse after thousands that were good', () => {
    const needed = (evidence: Mixture | RenewedMixture) => {
      const random = new Random('late');
      for (let at = 0; at < 10_000; at++) {
        bet(evidence, random.chance(usual));
        if (evidence instanceof RenewedMixture) evidence.renew(1);
      }
      for (let at = 1; ; at++) {
        bet(evidence, random.chance(0.4));
        if (evidence instanceof RenewedMixture) evidence.renew(1);
        if (evidence.logEvidenceOf(1) >= Math.log(217)) return at;
      }
    };
    expect(needed(new RenewedMixture(weights))).toBeLessThan(80);
    expect(needed(new Mixture(weights)), 'one that has lost all does not').toBeGreaterThan(150);
  });

  test('keeps what it needs to begin again', () => {
    const evidence = new RenewedMixture(weights);
    for (let at = 0; at < 5000; at++) {
      bet(evidence, false);
      evidence.renew(1);
    }
    // A tenth is kept, and less of it after each of some two hundred times.
    expect(evidence.logEvidenceOf(1)).toBeGreaterThan(Math.log(0.1 / 1000));
  });
});
