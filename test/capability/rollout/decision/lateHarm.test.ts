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

/** Of 6,000 requests of each version at 50 %, every nth of either version fails; then everybody has the new one. */
function rollout(nth: number, nthOfNew: number) {
  const evidence = new Evidence(policy, 0);
  let now = 0;
  const request = (arm: 'control' | 'candidate', failed: boolean) => {
    now += 1000;
    evidence.add({ user: `${now}`, arm, failed, ms: 1, at: now });
  };
  const stage = { ...production, minutes: 0 };
  evidence.enter(50, now);
  for (let n = 0; n < 6000; n++) {
    request('candidate', n % nthOfNew === 0);
    request('control', n % nth === 0);
  }
  const before = decide(evidence, policy, stage, now);
  evidence.enter(100, now);
  return {
    before,
    after: (count: number, every: number) => {
      for (let n = 0; n < count; n++) request('candidate', n % every === 0);
    },
    at: () => decide(evidence, policy, stage, now + minute),
  };
}
