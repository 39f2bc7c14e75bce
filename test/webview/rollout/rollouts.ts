import {
  type ArmFigures,
  type RolloutChoice,
  type RolloutCommand,
  type RolloutDecision,
  type RolloutItem,
  type RolloutLogEntry,
  type RolloutPoint,
  type RolloutStatus,
  rolloutCommands,
  type ShareFigure,
  type ToRolloutPanel,
} from '#protocol';

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

const stages = ['canary', 'beta', 'gradual 25 %', 'gradual 50 %', 'production'];
const steps = (current: string): RolloutStatus['steps'] =>
  stages.map((name, at) => ({
    name,
    percent: [1, 10, 25, 50, 100][at] ?? 0,
    groups: at === 0 ? ['insiders'] : [],
    minutes: 60,
    requests: [200, 500, 1000, 1000, 1000][at] ?? 0,
    state: at < stages.indexOf(current) ? 'done' : at === stages.indexOf(current) ? 'current' : 'to-come',
  }));

const hold: RolloutDecision = {
  action: 'hold',
  rule: 'no-evidence-yet',
  words:
    'Hold: it is not shown yet that the new version does no harm. Failed: 15 of 1,370 (1.09 %) of its requests; to be shown is a rate below 5 %, or one that is not above that of the version in use by 2 percentage points. As it goes, that takes about 640 more.',
  at: minute(90),
  stage: { name: 'beta', percent: 10 },
  control: arm(17_800, 1904, 195, 121, [9, 118]),
  candidate: arm(1370, 211, 15, 9, [2, 14]),
  evidence: [
    { rule: 'worse-than-control', against: 'both versions fail equally often', evidence: 1.3, needed: 250 },
    { rule: 'errors-above-limit', against: 'at most 5 % of its requests fail', evidence: 0.1, needed: 3000 },
    {
      rule: 'slow-above-limit',
      against: 'at most 1 % of its requests take more than 100 ms',
      evidence: 2.4,
      needed: 3000,
    },
    { rule: 'users-split-wrongly', against: 'users are split as the flag says', evidence: 1.1, needed: 2000 },
    { rule: 'no-harm', against: 'it does harm', evidence: 12, needed: 50 },
  ],
  missingRequests: 640,
  needs: [
    { kind: 'minutes', done: 40.2, needed: 60 },
    { kind: 'requests', done: 1170, needed: 500 },
    { kind: 'evidence', done: 12, needed: 50, missingRequests: 640 },
  ],
};

const limits: RolloutStatus['limits'] = { errors: 0.05, slowMs: 100, slow: 0.01, unhappy: 0.2 };

const harm: RolloutDecision = {
  ...hold,
  action: 'roll-back',
  rule: 'worse-than-control',
  words:
    'Roll back: the new version fails more often than the one in use. Failed: 9 of 31 (29 %) of its requests, and 31 of 2,900 (1.07 %) of the other’s. The evidence against “both versions fail equally often” is 512, and 250 is enough: were it true, that much would be seen in at most 1 of 250 rollouts.',
  stage: { name: 'canary', percent: 1 },
  control: arm(2900, 1650, 31, 20, [2, 40]),
  candidate: arm(31, 17, 9, 0, [0, 0]),
  evidence: [
    { rule: 'worse-than-control', against: 'both versions fail equally often', evidence: 512, needed: 250 },
    ...hold.evidence.slice(1),
  ],
};

/** The commands that are possible; the others say why they are not. */
const choices = (possible: readonly RolloutCommand[], reason: string): readonly RolloutChoice[] =>
  rolloutCommands.map((command) =>
    possible.includes(command) ? { command, possible: true } : { command, possible: false, reason },
  );

const entry = (id: number, at: number, more: Partial<RolloutLogEntry>): RolloutLogEntry => ({
  ...{ id, at: minute(at), name: 'iso-dates', command: 'advance', by: 'policy', reason: 'It does no harm.' },
  ...{ version: '2.0.0', state: 'running', stage: 'beta', percent: 10 },
  ...more,
});

const started = entry(3, 0, {
  ...{ command: 'start', by: 'Ada Lovelace', reason: 'Dates with time zones are read now.' },
  ...{ stage: 'canary', percent: 1 },
});

const running: RolloutStatus = {
  name: 'iso-dates',
  title: 'Turn dates into ISO 8601',
  state: 'running',
  words: '2.0.0 is with 10 % of users since 50 minutes, in the stage beta.',
  strategy: 'percentage',
  stable: '1.0.0',
  candidate: '2.0.0',
  inFolder: { version: '2.1.0', isReleased: false },
  steps: steps('beta'),
  stage: 'beta',
  percent: 10,
  groups: ['insiders'],
  since: minute(0),
  stageSince: minute(50),
  decision: hold,
  limits,
  latency: { stable: { p50: 3.1, p99: 41 }, candidate: { p50: 2.9, p99: 78 } },
  curve,
  feedback: { stable: { good: 109, bad: 9 }, candidate: { good: 12, bad: 2 } },
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
  choices: rolloutCommands.map((command) =>
    command === 'advance'
      ? { command, possible: true, overrules: true, reason: 'It is not shown yet that the new version does no harm.' }
      : command === 'pause' || command === 'roll-back'
        ? { command, possible: true }
        : {
            command,
            possible: false,
            reason: command === 'start' ? '2.0.0 is being rolled out already.' : 'It is not paused.',
          },
  ),
  problems: [],
};

const rolledBack: RolloutStatus = {
  ...running,
  name: 'sum-invoices',
  title: 'Sum up the invoices of a table',
  state: 'rolled-back',
  words: '2.0.0 was rolled back in the stage canary: everybody has 1.4.2.',
  stable: '1.4.2',
  inFolder: { version: '2.0.0', isReleased: true },
  steps: steps('canary'),
  stage: 'canary',
  percent: 0,
  decision: harm,
  curve: curve
    .slice(1, 9)
    .map((point, at) => ({ ...point, stage: 'canary', candidate: share(Math.floor(at * 1.2), at * 4) })),
  feedback: { stable: { good: 40, bad: 2 }, candidate: { good: 0, bad: 0 } },
  log: [
    entry(9, 8, {
      ...{ name: 'sum-invoices', command: 'roll-back', state: 'rolled-back', stage: 'canary', percent: 0 },
      ...{ reason: harm.words, decision: harm },
    }),
    { ...started, name: 'sum-invoices', id: 8 },
  ],
  choices: choices(['start'], 'Nothing is under way.'),
};

/** Both versions have half of the users, and the new one fails less often. */
const compared: RolloutDecision = {
  ...hold,
  action: 'finish',
  rule: 'no-harm',
  words:
    'Finish: the new version does no harm. Failed: 110 of 10,000 (1.1 %) of its requests, and 520 of 10,000 (5.2 %) of the other’s; that it fails too often, or more often than the one in use by the margin, would be taken for no harm in at most 2 % of rollouts.',
  stage: { name: 'comparison', percent: 50 },
  control: arm(10_000, 950, 520, 68, [9, 118]),
  candidate: arm(10_000, 961, 110, 66, [5, 120]),
  needs: [],
};

const ofTest = { name: 'title-case', version: '3.1.0', state: 'running', stage: 'comparison', percent: 50 } as const;

const tested: RolloutStatus = {
  ...running,
  name: 'title-case',
  title: 'Write titles in title case',
  state: 'paused',
  strategy: 'ab',
  words:
    'Version 3.1.0 was paused in the stage “comparison” by Ada Lovelace: 50 % of users keep it, all others get 3.0.0. Reason: Holidays.',
  stable: '3.0.0',
  candidate: '3.1.0',
  inFolder: { version: '3.1.0', isReleased: true },
  steps: [{ name: 'comparison', percent: 50, groups: [], minutes: 0, requests: 0, state: 'current' }],
  stage: 'comparison',
  percent: 50,
  groups: [],
  stageSince: minute(0),
  decision: compared,
  curve: Array.from({ length: 50 }, (_, at) => ({
    at: minute(at),
    stage: 'comparison',
    candidate: share(Math.floor(at * 200 * 0.011), at * 200),
    control: share(Math.floor(at * 200 * 0.052), at * 200),
  })),
  feedback: { stable: { good: 109, bad: 9 }, candidate: { good: 115, bad: 5 } },
  log: [
    entry(12, 50, { ...ofTest, command: 'pause', state: 'paused', by: 'Ada Lovelace', reason: 'Holidays.' }),
    entry(11, 0, { ...ofTest, command: 'start', by: 'Ada Lovelace', reason: 'Fewer mistakes in names.' }),
  ],
  verdict: {
    winner: 'candidate',
    metric: 'errors',
    words:
      'It fails less often than 3.0.0: the ranges do not meet. Failed: 1.1 % (between 0 % and 2.7 %) with the new version, 5.2 % (between 3.6 % and 6.8 %) with 3.0.0.',
  },
  choices: choices(['resume', 'roll-back'], 'It does not go on.'),
  problems: [
    {
      ...{ code: 'source-unreachable', severity: 'warning', path: '.toolwright/rollout-policy.json' },
      ...{ message: 'Prometheus does not answer', hint: 'The last good state serves meanwhile.' },
    },
  ],
};

const notStarted: RolloutStatus = {
  ...{ name: 'slug', title: 'Make a slug of a title', state: 'development', strategy: 'percentage' },
  words: '0.2.0 was never rolled out: requests are served from the folder.',
  inFolder: { version: '0.2.0', isReleased: false },
  limits,
  latency: {},
  steps: steps('').map((step) => ({ ...step, state: 'to-come' })),
  ...{ stage: '', percent: 0, groups: [], curve: [], log: [], problems: [] },
  feedback: { stable: { good: 0, bad: 0 }, candidate: { good: 0, bad: 0 } },
  choices: choices(['start'], 'It was not started.'),
};

export const rollouts = { running, rolledBack, tested, notStarted } as const;

const itemOf = ({ name, title, state, stage, percent, words }: RolloutStatus): RolloutItem => ({
  ...{ folder: 'file:///shop', name, title, state, stage, percent, words },
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
