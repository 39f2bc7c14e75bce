import {
  decide,
  defaultRolloutPolicy,
  Evidence,
  policyFor,
  type Rollout,
  type RolloutPolicy,
  type RolloutStage,
  startsOf,
} from '#capability/rollout';
import type {
  ArmFigures,
  Capability,
  RolloutDecision,
  RolloutItem,
  RolloutLogEntry,
  RolloutPoint,
  RolloutRule,
  RolloutStatus,
  ShareFigure,
  ToRolloutPanel,
} from '#protocol';
import { statusOf } from '../../../src/engine/rollout/statusOf.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 20, 9, n)).toISOString();

/** A share with a range that narrows as requests come. */
const share = (count: number, of: number): ShareFigure => {
  const middle = of === 0 ? 0.5 : count / of;
  const wide = of === 0 ? 0.5 : Math.min(0.5, 1.6 / Math.sqrt(of));
  return { count, of, low: Math.max(0, middle - wide), high: Math.min(1, middle + wide) };
};

const arm = (requests: number, users: number, errors: number, slow: number, unhappy: [number, number]): ArmFigures => ({
  requests,
  users,
  errors: share(errors, requests),
  slow: share(slow, requests),
  unhappy: share(...unhappy),
});

/** An hour at one percent of the users, then ten. */
const curve: readonly RolloutPoint[] = Array.from({ length: 90 }, (_, at) => {
  const candidate = at < 50 ? at * 4 : 200 + (at - 50) * 30;
  return {
    at: minute(at),
    stage: at < 50 ? 'canary' : 'beta',
    candidate: share(Math.floor(candidate * 0.011), candidate),
    control: share(Math.floor(at * 2.2), at * 200),
  };
});

const policy = policyFor(defaultRolloutPolicy, 'iso-dates');
const inStage = (name: string) => policy.stages.find((one) => one.name === name) as RolloutStage;

/** What the product asks about in a stage and how much is enough, with the evidence that is given. */
function evidenceIn(
  of: RolloutPolicy,
  stage: RolloutStage,
  found: Partial<Record<RolloutRule, number>>,
): RolloutDecision['evidence'] {
  const asked = decide(new Evidence(of, 0), of, stage, 1).evidence;
  return asked.map((figure) => ({ ...figure, evidence: found[figure.rule] ?? 1 }));
}

const atBeta = evidenceIn(policy, inStage('beta'), {
  ...{ 'worse-than-control': 1.3, 'errors-above-limit': 0.1, 'slow-above-limit': 2.4, 'users-split-wrongly': 1.1 },
  'no-harm': 4.2,
});

const hold: RolloutDecision = {
  action: 'hold',
  rule: 'no-evidence-yet',
  words:
    'Hold: it is not shown yet that the new version does no harm. Failed: 15 of 1,370 (1.09 %) of its requests; to be shown is a rate below 5 %, or one that is not above that of the version in use by 2 percentage points. As it goes, that takes about 640 more.',
  at: minute(90),
  stage: { name: 'beta', percent: 10 },
  control: arm(17_800, 1904, 195, 121, [9, 118]),
  candidate: arm(1370, 211, 15, 9, [2, 14]),
  evidence: atBeta,
  missingRequests: 640,
  needs: [
    { kind: 'minutes', done: 40.2, needed: 60 },
    { kind: 'requests', done: 1170, needed: 500 },
    { kind: 'evidence', done: 4.2, needed: 12.5, missingRequests: 640 },
  ],
};

const harm: RolloutDecision = {
  ...hold,
  action: 'roll-back',
  rule: 'worse-than-control',
  words:
    "Roll back: the new version fails more often than the one in use. Failed: 9 of 31 (29 %) of its requests, and 31 of 2,900 (1.07 %) of the other's. The evidence against “the new version fails no more often than the one in use” is 512, and 217 is enough: were it true, that much would be seen in at most 1 of 217 rollouts.",
  stage: { name: 'canary', percent: 1 },
  control: arm(2900, 1650, 31, 20, [2, 40]),
  candidate: arm(31, 17, 9, 0, [0, 0]),
  evidence: evidenceIn(policy, inStage('canary'), { 'worse-than-control': 512, 'no-harm': 0.2 }),
};

const entry = (id: number, at: number, more: Partial<RolloutLogEntry>): RolloutLogEntry => ({
  ...{ id, at: minute(at), name: 'iso-dates', command: 'advance', by: 'policy', reason: 'It does no harm.' },
  ...{ version: '2.0.0', state: 'running', stage: 'beta', percent: 10 },
  ...more,
});

const started = entry(3, 0, {
  ...{ command: 'start', by: 'Ada Lovelace', reason: 'Dates with time zones are read now.' },
  ...{ stage: 'canary', percent: 1 },
});

const capability = (title: string, version: string, hash = 'working') =>
  ({ version, hash, manifest: { title } }) as Capability;

const rollout: Rollout = {
  ...{ id: '2.0.0#4', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'kept' },
  ...{ stage: 'beta', percent: 10, groups: [], since: minute(0), stageSince: minute(50), countedSince: minute(0) },
  ...{ revision: 5, command: 'advance', by: 'policy', reason: 'It does no harm.' },
};

const known = {
  ...{ refused: undefined, title: undefined, problems: [] },
  starts: startsOf(defaultRolloutPolicy, 'iso-dates'),
} as const;

/** As the engine puts it together. */
const running: RolloutStatus = {
  ...statusOf({
    ...known,
    ...{ name: 'iso-dates', capability: capability('Turn dates into ISO 8601', '2.1.0'), rollout, policy, curve },
    decision: hold,
    latency: { stable: { p50: 3.1, p99: 41 }, candidate: { p50: 2.9, p99: 78 } },
    log: [
      entry(5, 50, {
        decision: {
          ...hold,
          action: 'advance',
          rule: 'no-harm',
          words: 'Advance to beta (10 % of users): the new version does no harm.',
        },
      }),
      started,
    ],
  }),
  feedback: { stable: { good: 109, bad: 9 }, candidate: { good: 12, bad: 2 } },
};

const rolledBack: RolloutStatus = {
  ...statusOf({
    ...{ ...known, name: 'sum-invoices', policy },
    capability: capability('Sum up the invoices of a table', '2.0.0', 'kept'),
    rollout: {
      ...{ ...rollout, state: 'rolled-back', stable: '1.4.2', stage: 'canary', percent: 0, command: 'roll-back' },
      reason: harm.words,
    },
    decision: harm,
    latency: running.latency,
    curve: curve
      .slice(1, 9)
      .map((point, at) => ({ ...point, stage: 'canary', candidate: share(Math.floor(at * 1.2), at * 4) })),
    log: [
      entry(9, 8, {
        ...{ name: 'sum-invoices', command: 'roll-back', state: 'rolled-back', stage: 'canary', percent: 0 },
        ...{ reason: harm.words, decision: harm },
      }),
      { ...started, name: 'sum-invoices', id: 8 },
    ],
  }),
  feedback: { stable: { good: 40, bad: 2 }, candidate: { good: 0, bad: 0 } },
};

const ab = policyFor(defaultRolloutPolicy, 'title-case', 'ab');

/** Both versions have half of the users, and the new one fails less often. */
const compared: RolloutDecision = {
  ...hold,
  action: 'finish',
  rule: 'no-harm',
  words:
    "Finish: the new version does no harm. Failed: 110 of 10,000 (1.1 %) of its requests, and 520 of 10,000 (5.2 %) of the other's; that it fails too often, or more often than the one in use by the margin, would be taken for no harm in at most 2 % of rollouts.",
  stage: { name: 'comparison', percent: 50 },
  control: arm(10_000, 950, 520, 68, [9, 118]),
  candidate: arm(10_000, 961, 110, 66, [5, 120]),
  evidence: evidenceIn(ab, ab.stages[0] as RolloutStage, { 'worse-than-control': 0.001, 'no-harm': 4100 }),
  needs: [],
};

const ofTest = { name: 'title-case', version: '3.1.0', state: 'running', stage: 'comparison', percent: 50 } as const;

const tested: RolloutStatus = {
  ...statusOf({
    ...{ ...known, name: 'title-case', policy: ab, latency: running.latency },
    capability: capability('Write titles in title case', '3.1.0', 'kept'),
    rollout: {
      ...{ ...rollout, state: 'paused', strategy: 'ab', stable: '3.0.0', candidate: '3.1.0', stage: 'comparison' },
      ...{ percent: 50, stageSince: minute(0), command: 'pause', by: 'Ada Lovelace', reason: 'Holidays.' },
    },
    decision: compared,
    curve: Array.from({ length: 50 }, (_, at) => ({
      at: minute(at),
      stage: 'comparison',
      candidate: share(Math.floor(at * 200 * 0.011), at * 200),
      control: share(Math.floor(at * 200 * 0.052), at * 200),
    })),
    log: [
      entry(12, 50, { ...ofTest, command: 'pause', state: 'paused', by: 'Ada Lovelace', reason: 'Holidays.' }),
      entry(11, 0, { ...ofTest, command: 'start', by: 'Ada Lovelace', reason: 'Fewer mistakes in names.' }),
    ],
    problems: [
      {
        ...{ code: 'source-unreachable', severity: 'warning', path: '.toolwright/rollout-policy.json' },
        ...{ message: 'Prometheus does not answer', hint: 'The last good state serves meanwhile.' },
      },
    ],
  }),
  feedback: { stable: { good: 109, bad: 9 }, candidate: { good: 115, bad: 5 } },
};

const notStarted: RolloutStatus = statusOf({
  ...{ ...known, name: 'slug', policy, rollout: undefined, decision: undefined, latency: {}, curve: [], log: [] },
  capability: capability('Make a slug of a title', '0.2.0'),
});

/** As many as a large team has, with names that are too long for their place. */
export const many: readonly RolloutStatus[] = [running, rolledBack, tested, notStarted].flatMap((status, kind) =>
  Array.from({ length: [3, 4, 3, 22][kind] ?? 0 }, (_, at) => ({
    ...status,
    name: at === 0 ? status.name : `${status.name}-of-the-customers-of-the-northern-branches-${at}`,
    title: `${status.title}, for all customers of the northern branches and of those that will be opened next year`,
  })),
);

export const rollouts = { running, rolledBack, tested, notStarted } as const;

const itemOf = ({ name, title, state, stage, percent, groups, words }: RolloutStatus): RolloutItem => ({
  ...{ folder: 'file:///shop', name, title, state, stage, percent, groups, words },
  isAlert: state === 'rolled-back',
});

/** What the host sends when one of some rollouts is shown. */
export function stateOf(
  shown: RolloutStatus | undefined,
  all: readonly RolloutStatus[] = Object.values(rollouts),
): Extract<ToRolloutPanel, { readonly type: 'rollouts' }> {
  return {
    type: 'rollouts',
    items: all.map((status) => itemOf(status.name === shown?.name ? shown : status)),
    shown: shown && { folder: 'file:///shop', status: shown },
  };
}
