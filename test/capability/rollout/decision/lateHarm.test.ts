import { describe, expect, test } from 'vitest';
import { decide, defaultRolloutPolicy as policy, type RolloutStage, simulatePolicy } from '#capability/rollout';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';

const minute = 60_000;
const production = policy.stages.at(-1) as RolloutStage;

describe('a version that was good, and becomes harmful in the last stage', () => {
  test('is taken back by what it does there, however much was good before', async () => {
    const scenarios = [{ control: 0.01, candidate: 0.2, isLate: true }];
    const { scenarios: reports } = await simulatePolicy(policy, { seed: 1, runs: 6, scenarios });
    expect(reports[0]).toMatchObject({ rolledBack: 6, finished: 0 });
    expect(reports[0]?.untilRolledBack.requests.p95).toBeLessThan(800);
    expect(reports[0]?.example?.words).toMatch(/In the stage production by itself: \d+ of \d+/);
  }, 120_000);

  test('is not finished on evidence of stages before', () => {
    const { before, after, at } = rollout(100, 101);
    expect(before.rule, 'all that was seen until then is enough').toBe('no-harm');
    // 7 %: above the limit, and too few of them to say so for sure.
    after(1000, 14);
    const said = at();
    expect(said).toMatchObject({ action: 'hold', rule: 'no-evidence-yet' });
    expect(said.candidate.errors.count / said.candidate.errors.of, 'of all its requests, few failed').toBeLessThan(
      0.03,
    );
    expect(said.words).toMatch(/In the stage production by itself: 72 of 1,000 \(7\.2 %\), which speaks against it\./);
    const need = said.needs?.find(({ kind }) => kind === 'evidence');
    expect(need?.done).toBeLessThan(need?.needed ?? 0);
  });
});

describe('how many requests are missing is told', () => {
  test.each([
    ['everybody has it, and 6.7 % fail', 100, 101, 15, 100, 1000],
    ['half of them have it, and 8 % fail', 25, 25, 12, 50, 400],
  ])('by the stage itself, and not where they would never be enough: %s', (_, nth, nthOfNew, every, percent, count) => {
    const { after, at } = rollout(nth, nthOfNew, percent);
    for (let time = 0; time < 3; time++) {
      after(count, every);
      const said = at();
      expect(said.rule).toBe('no-evidence-yet');
      expect(said.candidate.errors.count / said.candidate.errors.of, 'of all its requests, few fail').toBeLessThan(
        0.05,
      );
      expect(said.missingRequests).toBeUndefined();
    }
  });

  test('by what will be usual then, where everybody has it', () => {
    const { after, at } = rollout(100, 101);
    let [shown, first] = [0, 0];
    for (let n = 500; shown === 0; n += 500) {
      after(500, 33);
      const { action, missingRequests = 0 } = at();
      if (n === 1000) first = missingRequests;
      if (action === 'finish') shown = n;
    }
    expect(shown).toBeGreaterThan(2000);
    expect(first).toBeGreaterThan((shown - 1000) / 2);
    expect(first).toBeLessThan((shown - 1000) * 2);
  });
});

test.each([
  ['1 %', 100],
  ['4 %', 25],
  ['4.5 %', 22],
  ['5.6 %, which is above the limit', 18],
])('a version that fails as often as the one in use, %s, finishes where everybody has it', (_, nth) => {
  const { after, at } = rollout(nth, nth);
  after(1500, nth);
  expect(at()).toMatchObject({ action: 'finish', rule: 'no-harm' });
});

/** Of 6,000 requests of each version at 50 %, every nth of either version fails; then so many percent have the new one. */
function rollout(nth: number, nthOfNew: number, percent = 100) {
  const evidence = new Evidence(policy, 0);
  let now = 0;
  const request = (arm: 'control' | 'candidate', failed: boolean) => {
    now += 1000;
    evidence.add({ user: `${now}`, arm, failed, ms: 1, at: now });
  };
  const both = (count: number, every: number) => {
    for (let n = 0; n < count; n++) {
      request('candidate', n % every === 0);
      if (evidence.stage.percent < 100) request('control', n % nth === 0);
    }
  };
  const stage = { ...production, percent, minutes: 0, requests: 0 };
  evidence.enter(50, now);
  both(6000, nthOfNew);
  const before = decide(evidence, policy, { ...stage, percent: 100 }, now);
  evidence.enter(percent, now);
  return { before, after: both, at: () => decide(evidence, policy, stage, now + minute) };
}
