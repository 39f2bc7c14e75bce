import { expect, it } from 'vitest';
import { defaultRolloutPolicy, policyFor, type Rollout, type RolloutPolicy, transition } from '#capability/rollout';
import type { ArmFigures, RolloutAction, RolloutDecision, RolloutRule, RolloutStrategy } from '#protocol';
import { statusOf } from '../../src/engine/rollout/statusOf.ts';

const by = { by: 'ada', reason: 'because', at: '2026-01-01T00:00:00.000Z' };

const share = (count: number, of: number, low: number, high: number) => ({ count, of, low, high });
const arm = (low: number, high: number): ArmFigures => ({
  ...{ requests: 100, users: 50, errors: share(1, 100, low, high) },
  ...{ slow: share(0, 100, 0, 0.1), unhappy: share(0, 0, 0, 1) },
});

function said(
  action: RolloutAction,
  rule: RolloutRule,
  control = arm(0, 0.1),
  candidate = arm(0, 0.1),
): RolloutDecision {
  const stage = { name: 'comparison', percent: 50 };
  return { action, rule, words: `Because of ${rule}.`, at: by.at, stage, control, candidate, evidence: [] };
}

interface Of {
  readonly stages: RolloutPolicy['stages'];
  readonly byHand: Partial<Rollout>;
}

function statusWith(
  strategy: RolloutStrategy,
  decision: RolloutDecision,
  then?: 'pause' | 'roll-back',
  { stages = defaultRolloutPolicy.stages, byHand = {} }: Partial<Of> = {},
) {
  const policy = policyFor({ ...defaultRolloutPolicy, stages }, 'iso-dates', strategy);
  const event = { kind: 'start', candidate: '2.0.0', content: 'abc', strategy, ...by } as const;
  let { rollout } = transition(undefined, event, policy) as { rollout: Rollout };
  if (then) ({ rollout } = transition(rollout, { kind: then, ...by }, policy) as { rollout: Rollout });
  const rest = {
    capability: undefined,
    refused: undefined,
    title: 'Dates to ISO',
    curve: [],
    latency: {},
    log: [],
  };
  return statusOf({
    name: 'iso-dates',
    rollout: { ...rollout, stable: '1.0.0', ...byHand },
    policy,
    starts: [],
    decision,
    problems: [],
    ...rest,
  });
}

const possible = (status: ReturnType<typeof statusWith>) =>
  status.choices.filter((one) => one.possible).map(({ command, overrules }) => `${command}${overrules ? '!' : ''}`);

it('what may be done follows from where a rollout stands and from what the policy says', () => {
  const holds = said('hold', 'minimum-time');
  expect(possible(statusWith('percentage', holds))).toEqual(['advance!', 'pause', 'roll-back']);
  expect(possible(statusWith('percentage', said('advance', 'no-harm')))).toEqual(['advance', 'pause', 'roll-back']);
  expect(possible(statusWith('percentage', holds, 'pause'))).toEqual(['resume', 'roll-back']);
  expect(possible(statusWith('percentage', holds, 'roll-back'))).toEqual([]);
  // A person ends what a person steers, whatever evidence is missing, but not against an alarm.
  expect(possible(statusWith('flag', holds))).toEqual(['pause', 'roll-back', 'finish']);
  expect(possible(statusWith('flag', said('pause', 'errors-above-limit')))).toEqual(['pause', 'roll-back', 'finish!']);
});

it('groups that somebody set by hand are shown before the stage that comes next', () => {
  const stage = (name: string, groups?: string[]) => ({
    ...{ name, percent: groups ? 0 : 100, minutes: 0, requests: 1, ...(groups && { groups }) },
  });
  const stages = [stage('team', ['a']), stage('beta', ['b']), stage('friends', ['d']), stage('everybody')];
  const { steps } = statusWith('groups', said('hold', 'minimum-time'), undefined, {
    ...{ stages, byHand: { groups: ['a', 'c'] } },
  });
  expect(steps.map(({ name, groups, state }) => `${name} ${groups} ${state}`)).toEqual([
    ...['team a,c current', 'beta a,b to-come', 'friends a,b,d to-come', 'everybody  to-come'],
  ]);
});

it('a ladder is shown with what is done and what is to come', () => {
  const { steps, words } = statusWith('percentage', said('hold', 'minimum-time'));
  expect(steps.map(({ state }) => state)).toEqual(['current', 'to-come', 'to-come', 'to-come', 'to-come']);
  expect(words).toBe('Version 2.0.0 is in the stage “canary”: 1 % of users get it, all others get 1.0.0.');
  expect(statusWith('flag', said('hold', 'no-data')).words).toBe(
    'Version 2.0.0 is in the stage “on”: everybody gets it.',
  );
});

it.each([
  ['stable', said('roll-back', 'worse-than-control')],
  ['candidate', said('finish', 'no-harm', arm(0.1, 0.2), arm(0.01, 0.05))],
  ['no-difference-that-matters', said('finish', 'no-harm', arm(0.01, 0.02), arm(0.01, 0.02))],
  // No harm is less than no difference.
  ['none-yet', said('finish', 'no-harm')],
  ['none-yet', said('hold', 'no-evidence-yet')],
] as const)('an A/B test has the verdict %s', (winner, decision) => {
  expect(statusWith('ab', decision).verdict?.winner).toBe(winner);
});
