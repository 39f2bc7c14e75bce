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
});

const minute = 60_000;
const doubt = 1 / policy.falseAlarms.split;

/** New users of both arms, as one scrape of a process tells of them. */
function scraped(evidence: Evidence, process: string, from: number, users: { control?: number; candidate?: number }) {
  const counted = { stratum: '0.0.0', speaks: '0', errors: 0 };
  const requests = (['control', 'candidate'] as const).map((arm) => ({ ...counted, arm, requests: users[arm] ?? 0 }));
  evidence.addIncrement({ process, from, at: from + 15_000, requests, times: [], opinions: [] });
}

describe('the split of counted users', () => {
  test('is doubted only when apps have learnt of the stage', () => {
    const split = (from: number) => {
      const evidence = new Evidence(policy, 0);
      evidence.enter(1, 0);
      for (let scrape = 0; scrape < 2; scrape++) scraped(evidence, 'app', from + scrape, { candidate: 50 });
      return evidence.split.logEvidenceOf(1);
    };
    expect(split(30_000)).toBeCloseTo(0, 12);
    expect(split(90_000)).toBeGreaterThan(10);
  });

  test('is that of processes that bring the new version: a rollout is started before the app is deployed with it', () => {
    const evidence = new Evidence(policy, 0);
    evidence.enter(10, 0);
    let at = 2 * minute;
    // Users to whom the flag gives the new version get the one in use instead, which counts for neither.
    for (let scrape = 0; scrape < 200; scrape++) {
      scraped(evidence, 'before', at, { control: 90 });
      at += 15_000;
    }
    for (let scrape = 0; scrape < 400; scrape++) {
      scraped(evidence, 'after', at, { control: 90, candidate: 10 });
      at += 15_000;
      expect(Math.exp(evidence.split.logEvidenceOf(evidence.repeats))).toBeLessThan(doubt);
    }
    // A process that reports some of them only is another matter.
    for (let scrape = 0; scrape < 400; scrape++) {
      scraped(evidence, 'losing', at, { control: 90, candidate: 4 });
      at += 15_000;
    }
    expect(Math.exp(evidence.split.logEvidenceOf(evidence.repeats))).toBeGreaterThan(doubt);
  });

  /** Users come to any of the processes, each of which is ended after a few scrapes: the share of runs with doubt at 1 of 20. */
  function doubted(runs: number, share: number, { users, reports = 1 }: { users?: number; reports?: number }) {
    const processesPerUser = users === undefined ? 1 : undefined;
    const how = { ...policy, prometheus: { ...policy.prometheus, processesPerUser } };
    let doubts = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const random = new Random(seed);
      const evidence = new Evidence(how, 0);
      evidence.enter(share * 100, 0);
      const isNew = new Map<number, boolean>();
      const armOf = (user: number) => {
        if (!isNew.has(user)) isNew.set(user, random.chance(share));
        return isNew.get(user) ? 'candidate' : 'control';
      };
      let next = 0;
      let highest = 0;
      for (let process = 0; process < 40; process++) {
        const app = new CountingApp(`app-${process}`, 2 * minute, policy.latency.ms);
        const scrapes = 1 + Math.floor(random.next() * 20);
        for (let scrape = 1; scrape <= scrapes; scrape++) {
          for (let request = 0; request < 12; request++) {
            const user = users === undefined ? next++ : Math.floor(users * random.next() ** 2);
            const arm = armOf(user);
            if (arm === 'candidate' && !random.chance(reports)) continue;
            app.add({ user: `${user}`, arm, failed: false, ms: 1, at: 0 });
          }
          evidence.addIncrement(app.scrape(2 * minute + scrape * 15_000));
          highest = Math.max(highest, evidence.split.logEvidenceOf(evidence.repeats));
        }
      }
      if (highest >= Math.log(20)) doubts++;
    }
    return doubts / runs;
  }

  test.each([
    [0.01, {}],
    [0.1, {}],
    [0.5, {}],
    [0.1, { users: 300 }],
  ])('is not doubted where it is right, over many processes that live shortly: share %d, %o', (share, users) => {
    expect(doubted(100, share, users)).toBeLessThan(0.05);
  });

  test('is doubted where half of the requests of the new version are not reported', () => {
    expect(doubted(30, 0.1, { reports: 0.5 })).toBeGreaterThan(0.9);
  });
});
