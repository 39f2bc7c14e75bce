import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultRolloutPolicy as policy, type RolloutStage } from '#capability/rollout';
import { decide } from '../../../../src/capability/rollout/decision/decide.ts';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import type { ServedRequest } from '../../../../src/capability/rollout/decision/request.ts';

const [first, last] = [policy.stages[0], policy.stages.at(-1)] as [RolloutStage, RolloutStage];

const minute = 60_000;
const began = Date.UTC(2026, 10, 21, 10);

interface Observed {
  /** Requests of the version in use, and every how many-th of them fails. */
  readonly control?: number;
  readonly controlFails?: number;
  readonly candidate: number;
  readonly fails?: number;
  readonly slow?: number;
  readonly unhappy?: number;
  /** Minutes over which the requests are spread. */
  readonly minutes?: number;
  readonly percent?: number;
}

const every = (n: number | undefined, at: number) => n !== undefined && at % n === n - 1;

/** Requests of as many users, evenly mixed: what each does is counted out, so that nothing is left to chance. */
function observed({ control = 0, candidate, minutes = 90, percent = 1, ...rates }: Observed) {
  const evidence = new Evidence(policy, began);
  evidence.enter(percent, began);
  const total = control + candidate;
  let served = 0;
  for (let n = 0; n < total; n++) {
    const isNew = Math.floor(((n + 1) * candidate) / total) > served;
    const at = began + ((n + 1) * minutes * minute) / total;
    const index = isNew ? served++ : n - served;
    const request: ServedRequest = {
      user: `user-${n}`,
      arm: isNew ? 'candidate' : 'control',
      failed: every(isNew ? rates.fails : rates.controlFails, index),
      ms: isNew && every(rates.slow, index) ? 500 : 20,
      at,
      feedback: isNew && every(rates.unhappy, index) ? 'down' : 'up',
    };
    evidence.add(request);
  }
  return decide(evidence, policy, percent === 100 ? last : first, began + minutes * minute);
}

const cases = {
  'worse-than-control': { control: 4950, controlFails: 100, candidate: 50, fails: 4 },
  'errors-above-limit': { control: 4950, controlFails: 9, candidate: 400, fails: 8, percent: 7 },
  'slow-above-limit': { control: 4950, candidate: 50, slow: 5 },
  'opinions-below-limit': { control: 4950, candidate: 50, unhappy: 2 },
  'users-split-wrongly': { control: 4950, candidate: 300 },
  'no-data': { control: 40, candidate: 0 },
  'signs-of-harm': { control: 9900, controlFails: 100, candidate: 100, fails: 19 },
  'minimum-time': { control: 1980, candidate: 20, minutes: 12.5 },
  'minimum-sample': { control: 9900, controlFails: 100, candidate: 100 },
  'no-evidence-yet': { control: 24_750, controlFails: 22, candidate: 250, fails: 22 },
  'no-harm': { control: 24_750, controlFails: 100, candidate: 250, fails: 125 },
} as const satisfies Record<string, Observed>;

describe('a decision', () => {
  test.each(Object.entries(cases))('is made by the rule %s', (rule, so) => {
    expect(observed(so).rule).toBe(rule);
  });

  test('says in words what it is, and why', async () => {
    const words = Object.entries(cases).map(([rule, so]) => `${rule}\n  ${observed(so).words}`);
    const all = [...words, `at the end\n  ${observed({ candidate: 1500, fails: 125, percent: 100 }).words}`];
    await expect(`${all.join('\n\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, '../../../golden/rollout/decisions.txt'),
    );
  });

  test('is plain data with all figures that made it', () => {
    const decision = observed(cases['worse-than-control']);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    expect(decision).toMatchObject({
      action: 'roll-back',
      at: '2026-11-21T11:30:00.000Z',
      stage: { name: 'canary', percent: 1 },
      control: { requests: 4950, users: 4950, errors: { count: 49, of: 4950 } },
      candidate: { requests: 50, users: 50, errors: { count: 12, of: 50 } },
    });
    const [strongest] = decision.evidence;
    expect(strongest?.needed).toBeCloseTo(1 / 0.0046, 6);
    expect(strongest?.evidence).toBe(strongest?.needed);
    const { low, high } = decision.candidate.errors;
    expect([low < 12 / 50, high > 12 / 50]).toEqual([true, true]);
  });

  test('in a stage that the policy does not have tells what really comes next, and is as sure as that asks for', () => {
    const evidence = new Evidence(policy, began);
    evidence.enter(40, began);
    for (let n = 0; n < 3000; n++) {
      const arm = n % 5 < 2 ? 'candidate' : 'control';
      evidence.add({ user: `user-${n}`, arm, failed: n % 101 === 0, ms: 1, at: began + n * 1000 });
    }
    const said = (percent: number) =>
      decide(evidence, policy, { ...first, percent, minutes: 0, requests: 0 }, began + 3000 * 1000);
    const needed = (percent: number) => said(percent).evidence.find(({ rule }) => rule === 'no-harm')?.needed;
    expect(said(40).words).toMatch(/^Advance to gradual 50 % \(50 % of users\): /);
    // The next one is for everybody: at most 2 % of harmful versions may go on, however the stage is called.
    expect(said(60).words).toMatch(/^Advance to production /);
    expect(needed(60)).toBeCloseTo(1 / 0.02, 6);
    expect(said(100)).toMatchObject({ action: 'finish', words: expect.stringMatching(/^Finish: /) });
  });

  test('tells how many requests are missing', () => {
    expect(observed(cases['minimum-sample']).missingRequests).toBe(100);
    const { missingRequests = 0 } = observed(cases['no-evidence-yet']);
    expect(missingRequests).toBeGreaterThan(100);
    expect(missingRequests).toBeLessThan(2000);
  });

  test('tells how many are missing after a single good one of everybody’s', () => {
    const policyOfOne = { ...policy, stages: [{ ...last, minutes: 0, requests: 0 }] };
    const evidence = new Evidence(policyOfOne, began);
    evidence.enter(100, began);
    evidence.add({ user: 'ada', arm: 'candidate', failed: false, ms: 20, at: began });
    const said = decide(evidence, policyOfOne, policyOfOne.stages[0] as RolloutStage, began + minute);
    expect(said.rule).toBe('no-evidence-yet');
    expect(said.missingRequests).toBeGreaterThan(50);
    expect(said.missingRequests).toBeLessThan(1000);
  });

  test('tells how many are missing of a first version, which there is nothing to compare with', () => {
    const evidence = new Evidence(policy, began, { hasStable: false });
    const [, beta] = policy.stages as readonly RolloutStage[];
    evidence.enter(10, began);
    const told: number[] = [];
    let shown = 0;
    for (let n = 1; shown === 0; n++) {
      evidence.add({ user: `user-${n}`, arm: 'candidate', failed: n % 40 === 0, ms: 1, at: began + n * minute });
      const said = decide(evidence, policy, beta as RolloutStage, began + n * minute);
      if (said.rule === 'no-harm') shown = n;
      if (n === 500) told.push(said.missingRequests ?? 0);
    }
    expect(told[0]).toBeGreaterThan((shown - 500) / 4);
    expect(told[0]).toBeLessThan((shown - 500) * 4);
  });

  test('tells what it costs that several processes may count the same users', () => {
    const told = (processes: number) => {
      const evidence = new Evidence(policy, began);
      const counted = { stratum: 'none', speaks: '0', requests: 120, errors: 2 };
      for (let n = 0; n < processes; n++) {
        const requests = (['control', 'candidate'] as const).map((arm) => ({ ...counted, arm }));
        const at = began + 90 * minute;
        evidence.addIncrement({ process: `app-${n}`, from: began, at, requests, times: [], opinions: [] });
      }
      return decide(evidence, { ...policy, stages: [{ ...first, requests: 0 }, last] }, first, began + 90 * minute);
    };
    const [one, three] = [told(1), told(3)];
    expect(three.rule).toBe('no-evidence-yet');
    expect(three.words).toMatch(/counted by 3 processes.* 3 times as many requests.*processesPerUser/);
    expect(one.words).not.toContain('processes');
  });

  test('tells that the app seems not to bring the new version yet, where users should have had it', () => {
    const told = (arm: 'control' | 'candidate', users: number, stable = true) => {
      const evidence = new Evidence(policy, began, { hasStable: stable });
      const requests = [{ arm, stratum: '0.0.0', speaks: '0', requests: users, errors: 0 }];
      const from = began + 2 * minute;
      evidence.addIncrement({ process: 'app', from, at: began + 9 * minute, requests, times: [], opinions: [] });
      evidence.enter(1, began + 9 * minute);
      return decide(evidence, policy, first, began + 10 * minute);
    };
    expect(told('control', 20_000)).toMatchObject({
      ...{ action: 'hold', rule: 'no-data' },
      words: expect.stringContaining(
        'About 202 users should have got it by now, and no process of the app has reported one: it seems that the app does not bring it yet. ',
      ),
    });
    for (const other of [told('control', 500), told('candidate', 20_000), told('control', 20_000, false)]) {
      expect(other.rule).toBe('no-data');
      expect(other.words).not.toContain('seems');
    }
  });

  test('is that there is no data, once the new version is silent for longer than the policy allows', () => {
    const evidence = new Evidence(policy, began);
    evidence.add({ user: 'ada', arm: 'candidate', failed: false, ms: 1, at: began + minute });
    const at = (minutes: number) => decide(evidence, policy, first, began + minutes * minute).rule;
    expect([at(30), at(31)]).toEqual(['minimum-time', 'no-data']);
  });
});
