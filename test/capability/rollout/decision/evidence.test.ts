import { describe, expect, test } from 'vitest';
import { defaultRolloutPolicy as policy } from '#capability/rollout';
import { ShareConfidence } from '../../../../src/capability/rollout/decision/confidence.ts';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import { counts, speaksForUser } from '../../../../src/capability/rollout/decision/history.ts';
import { AboveLimit } from '../../../../src/capability/rollout/decision/limits.ts';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';

/** The share of runs in which the evidence ever reaches 20: 5 % at most, if there is nothing to find. */
function alarms(runs: number, run: (random: Random) => Iterable<number>): number {
  let alarmed = 0;
  for (let seed = 1; seed <= runs; seed++) {
    for (const log of run(new Random(seed))) {
      if (log < Math.log(20)) continue;
      alarmed++;
      break;
    }
  }
  return alarmed / runs;
}

/** Requests of users who each fail by a chance of their own: half of them in each arm. */
function* comparison(random: Random, mean: number, alike: number, factor = 1): Iterable<number> {
  const evidence = new Evidence(policy, 0);
  evidence.enter(50, 0);
  const draw = () => random.beta(mean * (1 / alike - 1), (1 - mean) * (1 / alike - 1));
  const users = Array.from({ length: 40 }, (_, at) => ({ user: `${at}`, chance: draw(), isNew: random.chance(0.5) }));
  for (let at = 0; at < 400; at++) {
    // Some ask much more often than others.
    const { user, chance, isNew } =
      users[Math.floor(users.length * random.next() ** 2)] ?? (users[0] as (typeof users)[0]);
    const failed = random.chance(chance * (isNew ? factor : 1));
    evidence.add({ user, arm: isNew ? 'candidate' : 'control', failed, ms: 1, at });
    yield evidence.worse.logEvidence;
  }
}

/** New users in turn, so that one of so many is of the rarer arm. */
function together(
  rarer: 'control' | 'candidate',
  oneOf: number,
  fails: Readonly<Record<'control' | 'candidate', number>>,
) {
  const evidence = new Evidence(policy, 0);
  const often = rarer === 'control' ? 'candidate' : 'control';
  const served = { control: 0, candidate: 0 };
  for (let at = 0; at < 400; at++) {
    const arm = at % oneOf === oneOf - 1 ? rarer : often;
    evidence.add({ user: `${at}`, arm, failed: served[arm]++ % fails[arm] === 0, ms: 1, at });
  }
  return evidence.worse.logEvidence;
}

describe('the comparison', () => {
  test.each(['control', 'candidate'] as const)('sets a request of the rarer arm against many: the %s', (rarer) => {
    expect(together(rarer, 10, { control: 20, candidate: 4 })).toBeGreaterThan(Math.log(20));
    expect(together(rarer, 10, { control: 4, candidate: 4 })).toBeLessThan(0);
  });

  test.each([0.01, 0.1, 0.3])('takes few clustered users for no harm: users alike by %d', (alike) => {
    expect(alarms(400, (random) => comparison(random, 0.05, alike))).toBeLessThan(0.05);
  });

  test('finds a version that fails ten times as often', () => {
    expect(alarms(50, (random) => comparison(random, 0.03, 0.005, 10))).toBeGreaterThan(0.9);
  });

  test('says nothing where there is no control', () => {
    const evidence = new Evidence(policy, 0);
    for (let at = 0; at < 50; at++) {
      evidence.add({ user: `${at}`, arm: 'candidate', failed: true, ms: 1, at });
    }
    expect(evidence.worse.logEvidence).toBeCloseTo(0, 12);
  });
});

describe('the evidence that a limit is exceeded', () => {
  function* atTheLimit(random: Random, chance: number): Iterable<number> {
    const evidence = new AboveLimit({ share: 0.05 });
    // A twentieth of the users fails always, the others never.
    const users = Array.from({ length: 200 }, () => ({ fails: random.chance(chance), requests: 0 }));
    for (let n = 0; n < 3000; n++) {
      const user = users[Math.floor(users.length * random.next())] as (typeof users)[0];
      if (speaksForUser(user)) evidence.add(31 - Math.clz32(user.requests + 1), user.fails);
      user.requests++;
      yield evidence.logEvidence;
    }
  }

  test('is not made of one user’s repetitions', () => {
    expect(alarms(300, (random) => atTheLimit(random, 0.05))).toBeLessThan(0.05);
    expect(alarms(50, (random) => atTheLimit(random, 0.3))).toBe(1);
  });
});

describe('the split of users', () => {
  function* split(random: Random, share: number): Iterable<number> {
    const evidence = new Evidence(policy, 0);
    evidence.enter(10, 0);
    for (let at = 0; at < 1000; at++) {
      const arm = random.chance(share) ? 'candidate' : 'control';
      evidence.add({ user: `${at}`, arm, failed: false, ms: 1, at });
      yield evidence.split.logEvidence;
    }
  }

  test('is doubted where it is wrong, and not where it is right', () => {
    expect(alarms(200, (random) => split(random, 0.1))).toBeLessThan(0.05);
    expect(alarms(30, (random) => split(random, 0.05))).toBe(1);
  });
});

describe('the range of a share', () => {
  test('holds the true one at all times together in 95 % of runs, and narrows', () => {
    let missed = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = new Random(seed);
      const confidence = new ShareConfidence();
      let held = true;
      for (let n = 1; n <= 300; n++) {
        confidence.add(random.chance(0.05));
        if (n % 10 !== 0) continue;
        const { low, high } = confidence.range();
        held &&= low <= 0.05 && high >= 0.05;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }
      const { low, high } = confidence.range();
      expect(high - low).toBeLessThan(0.25);
      if (!held) missed++;
    }
    expect(missed / 200).toBeLessThan(0.05);
  });

  test('is everything before the first observation', () => {
    expect(new ShareConfidence().range()).toEqual({ low: 0, high: 1 });
  });
});

test('of a user who asks very often, eight requests of each octave count', () => {
  const counted = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => n + from).filter((requests) =>
      counts({ requests, errors: 0, lastFailed: false }),
    ).length;
  expect(counted(0, 15)).toBe(15);
  expect([counted(15, 31), counted(31, 63), counted(1023, 2047)]).toEqual([8, 8, 8]);
});

test('users who have the version for their group do not look like a wrong split', () => {
  const insiders = { name: 'insiders', percent: 0, groups: ['insiders'], minutes: 0, requests: 1 };
  const split = (stages: typeof policy.stages) => {
    const evidence = new Evidence({ ...policy, stages }, 0);
    evidence.enter(10, 0);
    for (let n = 0; n < 50; n++) evidence.add({ user: `${n}`, arm: 'candidate', failed: false, ms: 1, at: n });
    return evidence.split.logEvidence;
  };
  expect(split(policy.stages)).toBeGreaterThan(10);
  expect(split([insiders, ...policy.stages])).toBe(0);
});
