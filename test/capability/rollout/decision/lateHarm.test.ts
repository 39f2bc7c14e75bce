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
    const evidence = new Evidence(policy, 0);
    let at = 0;
    const requests = (count: number, isNew: (n: number) => boolean, failsNew: number) => {
      for (let n = 0; n < count; n++) {
        at += 1000;
        const arm = isNew(n) ? 'candidate' : 'control';
        const failed = Math.floor(n / 2) % (arm === 'candidate' ? failsNew : 100) === 0;
        evidence.add({ user: `${at}`, arm, failed, ms: 1, at });
      }
    };
    evidence.enter(50, at);
    requests(6001, (n) => n % 2 === 0, 101);
    const before = decide(evidence, policy, { ...production, minutes: 0 }, at);
    expect(before.rule, 'all that was seen until then is enough').toBe('no-harm');
    evidence.enter(100, at);
    // 7 %: above the limit, and too few of them to say so for sure.
    requests(1000, () => true, 14);
    const said = decide(evidence, policy, { ...production, minutes: 0 }, at + minute);
    expect(said).toMatchObject({ action: 'hold', rule: 'no-evidence-yet' });
    expect(said.candidate.errors.count / said.candidate.errors.of, 'of all its requests, few failed').toBeLessThan(
      0.03,
    );
    expect(said.words).toMatch(/In the stage production by itself: 72 of 1,000 \(7\.2 %\), which speaks against it\./);
    const need = said.needs?.find(({ kind }) => kind === 'evidence');
    expect(need?.done).toBeLessThan(need?.needed ?? 0);
  });
});
