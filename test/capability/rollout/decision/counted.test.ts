import { describe, expect, test } from 'vitest';
import { defaultRolloutPolicy as policy } from '#capability/rollout';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import { CountingApp } from '../../../../src/capability/rollout/simulation/countingApp.ts';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';
import fc from '../../../support/fastCheck.ts';

/** The share of runs in which a worse version is seen at 1 of 20, of users who each fail by a chance of their own. */
function alarms(runs: number, { alike, processes, factor = 1 }: { alike: number; processes: number; factor?: number }) {
  let alarmed = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = new Random(seed);
    const evidence = new Evidence(policy, 0);
    const apps = Array.from({ length: processes }, (_, at) => new CountingApp(`app-${at}`, 0, policy.latency.ms));
    const draw = () => random.beta(0.05 * (1 / alike - 1), 0.95 * (1 / alike - 1));
    const users = Array.from({ length: 60 }, (_, at) => ({ user: `${at}`, chance: draw(), isNew: random.chance(0.5) }));
    for (let at = 0; at < 600; at++) {
      // Some ask much more often than others, each of any process.
      const user = users[Math.floor(users.length * random.next() ** 2)];
      if (user === undefined) continue;
      const failed = random.chance(user.chance * (user.isNew ? factor : 1));
      const arm = user.isNew ? 'candidate' : 'control';
      apps[Math.floor(random.next() * processes)]?.add({ user: user.user, arm, failed, ms: 1, at });
      if (at % 25 !== 24) continue;
      for (const app of apps) evidence.addIncrement(app.scrape(at));
      if (evidence.worse.logEvidenceOf(evidence.repeats) < Math.log(20)) continue;
      alarmed++;
      break;
    }
  }
  return alarmed / runs;
}

describe('evidence from counters', () => {
  test('of limits is that of the single requests, however they are divided among scrapes', () => {
    const request = fc.record({
      user: fc.integer({ min: 0, max: 9 }).map(String),
      arm: fc.constant('candidate' as const),
      failed: fc.boolean(),
      ms: fc.constantFrom(1, 500),
      at: fc.constant(0),
      feedback: fc.constantFrom('up' as const, 'down' as const),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (requests, every) => {
        const [single, counted] = [new Evidence(policy, 0), new Evidence(policy, 0)];
        const app = new CountingApp('app', 0, policy.latency.ms);
        for (const [at, one] of requests.entries()) {
          single.add(one);
          app.add(one);
          if (at % every === 0) counted.addIncrement(app.scrape(at));
        }
        counted.addIncrement(app.scrape(requests.length));
        for (const limit of ['errorsAbove', 'slowAbove', 'unhappyAbove', 'errorsBelow'] as const) {
          expect(counted[limit].logEvidenceOf(1)).toBeCloseTo(single[limit].logEvidenceOf(1), 8);
        }
        const [ofCounted, ofSingle] = [counted.candidate.figures(), single.candidate.figures()];
        expect({ ...ofCounted, errors: ofCounted.errors.count }).toMatchObject({
          requests: ofSingle.requests,
          users: ofSingle.users,
          errors: ofSingle.errors.count,
          slow: { count: ofSingle.slow.count, high: expect.closeTo(ofSingle.slow.high, 6) },
          unhappy: { count: ofSingle.unhappy.count, low: expect.closeTo(ofSingle.unhappy.low, 6) },
        });
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [0.01, 1],
    [0.3, 1],
    [0.3, 3],
  ])('takes few clustered users for no harm: alike by %d, in %d processes', (alike, processes) => {
    expect(alarms(200, { alike, processes })).toBeLessThan(0.05);
  });

  test('finds a version that fails ten times as often', () => {
    expect(alarms(30, { alike: 0.005, processes: 1, factor: 10 })).toBeGreaterThan(0.9);
  });

  test('doubts the split of users only when apps have learnt of the stage', () => {
    const split = (from: number) => {
      const evidence = new Evidence(policy, 0);
      evidence.enter(1, 0);
      const all = { arm: 'candidate', stratum: '0.0.0', speaks: '0', requests: 50, errors: 0 } as const;
      evidence.addIncrement({ process: 'app', from, at: from + 1, requests: [all], times: [], opinions: [] });
      return evidence.split.logEvidenceOf(1);
    };
    expect(split(30_000)).toBeCloseTo(0, 12);
    expect(split(90_000)).toBeGreaterThan(10);
  });
});
