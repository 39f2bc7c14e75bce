import { describe, expect, test } from 'vitest';
import { decide, defaultRolloutPolicy, Evidence, ObservedTime } from '#capability/rollout';
import { verdictOf } from '../../../../src/capability/rollout/decision/verdict.ts';
import { CountingApp } from '../../../../src/capability/rollout/simulation/countingApp.ts';
import { drawUsers, nextUser, usualPopulation } from '../../../../src/capability/rollout/simulation/population.ts';
import { Random } from '../../../../src/capability/rollout/simulation/random.ts';

const minute = 60_000;
const canary = { name: 'canary', percent: 1, minutes: 60, requests: 200 };
const policy = { ...defaultRolloutPolicy, stages: [canary] };

/** Whether a version that is as good is taken back in three hours with an outage of all requests in both arms. */
function isTakenBack(seed: number, scrapeSeconds: number | undefined): boolean {
  const random = new Random(seed);
  const users = drawUsers(usualPopulation, { control: 0.001, candidate: 0.001 }, random);
  const isNew = users.keys.map(() => random.next() < canary.percent / 100);
  const evidence = new Evidence(policy, 0);
  const app = new CountingApp('app', 0, policy.latency.ms);
  const [from, to] = [60 * minute + random.next() * minute, 70 * minute];
  let scrape = 0;
  for (let at = 0; at < 100 * minute; at += minute / usualPopulation.perMinute) {
    const index = nextUser(users, random);
    const failed = random.chance(users.fails[index] ?? 0) || (at > from && at < to);
    const arm = isNew[index] ? 'candidate' : 'control';
    const request = { user: users.keys[index] ?? '', arm, failed, ms: 10, at } as const;
    if (scrapeSeconds === undefined) evidence.add(request);
    else app.add(request);
    if (scrapeSeconds !== undefined && at > scrape) {
      evidence.addIncrement(app.scrape(at));
      scrape = at + scrapeSeconds * 1000;
    } else if (arm === 'control') continue;
    if (verdictOf(evidence, policy, canary, at).rule === 'worse-than-control') return true;
  }
  return false;
}

describe('what befalls both versions takes none of them back', () => {
  test.each([
    ['single requests', undefined],
    ['counters', 15],
  ])('an outage, as %s tell it', (_, seconds) => {
    const seeds = Array.from({ length: 20 }, (__, at) => at + 1);
    expect(seeds.filter((seed) => isTakenBack(seed, seconds))).toEqual([]);
  });
});

test('silence finishes nothing, however long it is', () => {
  const time = new ObservedTime(0, policy.silentMinutes * minute);
  const production = { name: 'production', percent: 100, minutes: 60, requests: 1000 };
  const evidence = new Evidence(policy, 0);
  evidence.enter(100, 0);
  for (let at = 0; at < 2000; at++) {
    evidence.add({ user: `${at}`, arm: 'candidate', failed: false, ms: 5, at: time.observe(at * 1000) });
  }
  for (const hours of [1, 24, 1000]) {
    const now = time.at(2_000_000 + hours * 60 * minute);
    expect(verdictOf(evidence, policy, production, now)).toEqual({ action: 'hold', rule: 'no-data' });
  }
});

test.each([
  [true, 'roll-back'],
  [false, 'pause'],
] as const)('what everybody has and fails too often: there is another version: %s, so %s', (hasStable, action) => {
  const stage = { name: 'on', percent: 100, minutes: 0, requests: 0 };
  const evidence = new Evidence({ ...policy, stages: [stage] }, 0, { hasStable });
  for (let at = 0; at < 50; at++) evidence.add({ user: `${at}`, arm: 'candidate', failed: true, ms: 5, at });
  const decision = decide(evidence, { ...policy, stages: [stage] }, stage, 50);
  expect(decision).toMatchObject({ action, rule: 'errors-above-limit' });
  expect(decision.words).toMatch(hasStable ? /^Roll back: / : /^Pause and review: /);
});

test('of a first version, which all others get nothing instead of, it is not asked how users are split', () => {
  const said = [true, false].map((hasStable) => {
    const evidence = new Evidence(policy, 0, { hasStable });
    evidence.enter(1, 0);
    for (let at = 0; at < 200; at++) evidence.add({ user: `${at}`, arm: 'candidate', failed: false, ms: 5, at });
    return decide(evidence, policy, canary, 200).rule;
  });
  expect(said[0]).toBe('users-split-wrongly');
  expect(said[1]).not.toBe('users-split-wrongly');
});

test('with everybody on the new version, nothing is compared with requests of a stage before', () => {
  const evidence = new Evidence(policy, 0);
  for (let at = 0; at < 400; at++) {
    evidence.add({ user: `${at}`, arm: at % 2 ? 'candidate' : 'control', failed: false, ms: 5, at });
  }
  const before = evidence.worse.logEvidence;
  evidence.enter(100, 400);
  for (let at = 400; at < 440; at++) evidence.add({ user: `${at}`, arm: 'candidate', failed: true, ms: 5, at });
  expect(evidence.worse.logEvidence).toBe(before);
});
