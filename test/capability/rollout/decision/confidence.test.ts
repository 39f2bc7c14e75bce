import { expect, test } from 'vitest';
import { defaultRolloutPolicy as policy } from '#capability/rollout';
import { ShareConfidence } from '../../../../src/capability/rollout/decision/confidence.ts';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import fc from '../../../support/fastCheck.ts';

/** The same by its definition: a bet of Krichevsky and Trofimov after the other. */
function isRuledOut(share: number, observed: readonly boolean[]): boolean {
  let [yes, all, log] = [0, 0, 0];
  for (const one of observed) {
    const expected = (yes + 0.5) / (all + 1);
    log += Math.log(one ? expected / share : (1 - expected) / (1 - share));
    all++;
    if (one) yes++;
  }
  return log > Math.log(20);
}

test('a range holds what no bet on what was observed, one after the other, has ruled out', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (observed) => {
      const confidence = new ShareConfidence();
      for (const one of observed) confidence.add(one);
      const { low, high } = confidence.range();
      for (const edge of [low, high]) {
        if (edge === 0 || edge === 1) continue;
        const outwards = edge === low ? -1e-6 : 1e-6;
        expect(isRuledOut(edge + outwards, observed)).toBe(true);
        expect(isRuledOut(edge - outwards, observed)).toBe(false);
      }
    }),
  );
});

test('as many as a counter that lies can tell are counted at once', () => {
  const evidence = new Evidence(policy, 0);
  const requests = 1e14;
  const of = { stratum: '0.0.0', speaks: '0', requests, errors: requests / 2 };
  const counted = (['control', 'candidate'] as const).map((arm) => ({ ...of, arm }));
  evidence.addIncrement({ process: 'app', from: 0, at: 1, requests: counted, times: [], opinions: [] });
  const { errors } = evidence.candidate.figures();
  expect([errors.low, errors.high]).toEqual([expect.closeTo(0.5, 3), expect.closeTo(0.5, 3)]);
  expect(evidence.worse.logEvidence, 'it is not bet on').toBe(0);
});
