import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  defaultRolloutPolicy,
  type Observation,
  type ObservationSource,
  type Reading,
  type Rollout,
  type RolloutPolicy,
} from '#capability/rollout';
import { openJournal } from '#journal';
import { journalFile } from '#protocol';
import { recordRollout, type StageStart } from '../../src/engine/rollout/decisionLog.ts';
import { Observer } from '../../src/engine/rollout/observer.ts';
import { Observers } from '../../src/engine/rollout/observers.ts';
import { RolloutJournal } from '../../src/engine/rollout/rolloutJournal.ts';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const minute = 60_000;
const order = { person: 'ada', reason: 'It is time.' };
const limits = { minutes: 60, requests: 100 };
const stages = (canary: number) => [
  { name: 'canary', percent: canary, ...limits },
  { name: 'beta', percent: 75, ...limits },
  { name: 'production', percent: 100, ...limits },
];

const began = Date.UTC(2026, 10, 21, 10);
const iso = (minutes: number) => new Date(began + minutes * minute).toISOString();
const rollout: Rollout = {
  ...{ id: 'r-1', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'abc' },
  ...{ stage: 'canary', percent: 10, groups: [], since: iso(0), stageSince: iso(0), countedSince: iso(0) },
  ...{ revision: 1, command: 'start', by: 'ada', reason: 'It is time.' },
};

const fresh = (observations: readonly Observation[]): Reading => ({
  ...{ state: { kind: 'fresh' }, cursor: 1, more: false, notes: [], latency: {}, observations },
});
const sourceOf = (readings: Reading[]): ObservationSource => ({
  name: 'a list',
  read: async () => readings.shift() ?? fresh([]),
});

describe('in the journal', () => {
  let root: string;
  let now: number;
  let users: number;
  let opened: ReturnType<typeof openRollouts>;
  const clock = () => now;
  const policy = (canary: number) =>
    writeFileSync(join(root, '.toolwright/rollout-policy.json'), JSON.stringify({ stages: stages(canary) }));
  const restart = () => {
    opened.close();
    opened = openRollouts(root, { clock });
  };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'toolwright-stages-'));
    mkdirSync(join(root, '.toolwright'));
    now = Date.parse('2026-01-01T00:00:00Z');
    users = 0;
    policy(25);
    opened = openRollouts(root, { clock });
    await opened.rollouts.start(capability('1.0.0'), { ...order, strategy: 'flag' });
    await opened.rollouts.advance('shout', order);
    await opened.rollouts.start(capability('2.0.0'), order);
  });
  afterEach(() => {
    opened.close();
    rmSync(root, { recursive: true, force: true });
  });

  const capability = (version: string) => capabilityIn(root, 'shout', version);

  /** Requests of new users, as many of the new version as the flag says, over so many minutes. */
  async function serve(candidates: number, minutes: number): Promise<void> {
    const { id = '', stage = '', percent = 0 } = opened.rollouts.get('shout') ?? {};
    const every = Math.round(100 / percent);
    const usage = { wallMs: 1, cpuMs: 1, peakHeapBytes: 1, calls: 0 };
    const result = { status: 'ok', value: 1, usage, logs: [], effects: [] } as const;
    const outcome = { kind: 'served', name: 'shout', version: '2.0.0', result } as const;
    for (let nth = 1; nth <= candidates * every; nth++) {
      now += (minutes * minute) / (candidates * every);
      const variant = nth % every === 0 ? ('candidate' as const) : ('stable' as const);
      const request = { text: 'shout', user: { id: `user-${users++}` }, origin: 'editor' } as const;
      await opened.journal.recordRequest(request, outcome, 1, { id, stage, variant });
    }
  }

  const look = () => opened.rollouts.look('shout');

  it('a stage that a policy gave the name of the one before has its own minimum time and sample', async () => {
    await serve(150, 61);
    policy(50);
    expect(await look()).toMatchObject({
      action: 'advance',
      words: expect.stringMatching(/^Advance to canary \(50 %/),
    });
    expect(opened.rollouts.get('shout')).toMatchObject({ stage: 'canary', percent: 50 });
    for (const again of [false, true]) {
      now += 1000;
      await serve(10, 1);
      if (again) restart();
      expect(await look()).toMatchObject({ action: 'hold', rule: 'minimum-time' });
    }
    await serve(20, 59);
    expect(await look()).toMatchObject({ action: 'hold', rule: 'minimum-sample', missingRequests: 60 });
    restart();
    expect(await look()).toMatchObject({ action: 'hold', rule: 'minimum-sample', missingRequests: 60 });
    await serve(60, 1);
    restart();
    expect(await look()).toMatchObject({ action: 'advance' });
    expect(opened.rollouts.get('shout')).toMatchObject({ stage: 'beta', percent: 75 });
  });

  /** Of 20 requests in 5 minutes, also after a restart. */
  async function countsOnlyWhatWasServedInIt(): Promise<void> {
    for (const again of [false, true]) {
      if (again) restart();
      const { rule, needs } = (await look()) ?? {};
      expect(rule).toBe('minimum-time');
      expect(needs?.[0]?.done).toBeLessThanOrEqual(5);
      expect(needs?.[1]?.done).toBeLessThanOrEqual(20);
    }
  }

  it('a clock that was far ahead in the stage before makes it no longer, also after a restart', async () => {
    await serve(150, 61);
    now += 365 * 24 * 60 * minute;
    await serve(1, 0);
    now -= 365 * 24 * 60 * minute;
    await serve(100, 1);
    policy(50);
    await look();
    expect(opened.rollouts.get('shout')).toMatchObject({ stage: 'canary', percent: 50 });
    await serve(20, 5);
    await countsOnlyWhatWasServedInIt();
  });

  it('a clock that was put back before it began makes it no longer, also after a restart', async () => {
    await serve(150, 61);
    now -= 24 * 60 * minute;
    policy(50);
    await look();
    await serve(20, 5);
    await countsOnlyWhatWasServedInIt();
  });

  it('a clock that is put back in it makes it no longer, while the program runs', async () => {
    await serve(150, 61);
    policy(50);
    await look();
    now -= 2 * 365 * 24 * 60 * minute;
    for (let part = 0; part < 7; part++) {
      await serve(20, 10);
      await look();
    }
    expect(opened.rollouts.get('shout')).toMatchObject({ stage: 'beta', percent: 75 });
  });

  it('a share that somebody has changed by hand has its own minimum time and sample, and its own split', async () => {
    await serve(150, 61);
    const file = join(root, '.toolwright/rollouts.json');
    const flags = JSON.parse(readFileSync(file, 'utf8'));
    flags.flags.shout.targeting = {
      fractional: [
        ['candidate', 50],
        ['stable', 50],
      ],
    };
    writeFileSync(file, JSON.stringify(flags));
    await serve(300, 1);
    opened.rollouts.recordFound();
    for (const again of [false, true]) {
      if (again) restart();
      expect(await look()).toMatchObject({ action: 'hold', stage: { name: 'canary', percent: 50 } });
      await serve(20, 10);
      const { rule, needs } = (await look()) ?? {};
      expect(rule).toBe('minimum-time');
      expect(needs?.[1]?.done).toBeLessThanOrEqual(40);
    }
    await serve(100, 51);
    expect(await look()).toMatchObject({ action: 'advance', words: expect.stringMatching(/^Advance to beta/) });
  });
});

it('observes anew, by what the journal knows, what others have brought on unseen', async () => {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-unseen-'));
  const journal = openJournal({ file: join(root, journalFile) });
  onTestFinished(() => {
    journal.close();
    rmSync(root, { recursive: true, force: true });
  });
  const log = { journal, fleet: undefined };
  const observers = new Observers(new RolloutJournal(() => journal, join(root, journalFile)), () => log, undefined);
  const [first, second, third, fourth] = [1, 2, 3, 4].map(
    (revision): Rollout => ({ ...rollout, percent: revision * 10, stageSince: iso(revision), revision }),
  ) as [Rollout, Rollout, Rollout, Rollout];
  const observer = observers.of('shout', first, defaultRolloutPolicy);
  expect(observers.of('shout', second, defaultRolloutPolicy)).toBe(observer);
  for (const one of [first, second, third, fourth]) recordRollout(log, 'shout', one);
  const anew = observers.of('shout', fourth, defaultRolloutPolicy);
  expect(anew).not.toBe(observer);
  expect(observers.of('shout', fourth, defaultRolloutPolicy)).toBe(anew);
});

describe('by counters', () => {
  const wider: Rollout = { ...rollout, percent: 20, stageSince: iso(70), revision: 2, command: 'advance' };
  const policy: RolloutPolicy = { ...defaultRolloutPolicy, stages: stages(20) };

  /** Scrapes, one a minute, of so many new users each. */
  function scrapes(from: number, to: number, candidate: number, control: number): readonly Observation[] {
    const counted = { stratum: '0.0.0', speaks: '0', errors: 0 };
    return Array.from({ length: to - from }, (_, nth) => ({
      kind: 'increment',
      increment: {
        process: 'app',
        ...{ from: began + (from + nth) * minute, at: began + (from + nth + 1) * minute, times: [], opinions: [] },
        requests: [
          { ...counted, arm: 'candidate', requests: candidate },
          { ...counted, arm: 'control', requests: control },
        ],
      },
    }));
  }

  const starts: readonly StageStart[] = [
    { stage: 'canary', at: began, percent: 10 },
    { stage: 'canary', at: began + 70 * minute, percent: 20 },
  ];
  const before = scrapes(0, 70, 5, 45);
  const after = scrapes(70, 75, 10, 40);

  /** What is decided after five minutes of the wider canary. */
  const decided = async (observer: Observer) => {
    await observer.observe(wider, began + 75 * minute);
    const { rule, needs } = observer.decide(began + 75 * minute);
    expect(needs?.[0]?.done).toBeLessThanOrEqual(5);
    expect(needs?.[1]?.done).toBeLessThanOrEqual(50);
    return rule;
  };

  it('a stage that a policy gave the name of the one before has its own minimum time and sample', async () => {
    const observer = new Observer(rollout, policy, sourceOf([fresh(before), fresh(after)]), starts.slice(0, 1));
    await observer.observe(rollout, began + 70 * minute);
    expect(observer.decide(began + 70 * minute).action).toBe('advance');
    expect(await decided(observer)).toBe('minimum-time');
  });

  it('so after a restart', async () => {
    const source = sourceOf([fresh([...before, ...after])]);
    expect(await decided(new Observer(wider, policy, source, starts))).toBe('minimum-time');
  });

  it('whoever has missed a stage takes its users for none of the stage before, and goes on by what has become of them', async () => {
    const stage = (name: string, percent: number, from: number, revision: number): Rollout => ({
      ...rollout,
      ...{ stage: name, percent, stageSince: iso(from), revision },
    });
    const [canary, gradual] = [stage('canary', 1, 0, 1), stage('gradual 25 %', 25, 1200, 3)];
    const seen = scrapes(0, 600, 2, 198);
    const missed = [...scrapes(600, 1200, 20, 180), ...scrapes(1200, 1800, 50, 150)];
    const kept = new Observer(canary, defaultRolloutPolicy, sourceOf([fresh(seen), fresh(missed)]));
    await kept.observe(canary, began + 600 * minute);
    await kept.observe(gradual, began + 1800 * minute);
    expect(kept.decide(began + 1800 * minute)).toMatchObject({ action: 'advance', rule: 'no-harm' });
  });

  it('so where the source did not answer at first', async () => {
    const silent: Reading = { ...fresh([]), state: { kind: 'unreachable', reason: 'It is down.' } };
    const observer = new Observer(wider, policy, sourceOf([silent, fresh([...before, ...after])]), starts);
    await observer.observe(wider, began + 71 * minute);
    expect(observer.decide(began + 71 * minute).words).toBe('Hold: It is down.');
    expect(await decided(observer)).toBe('minimum-time');
  });
});

it('users of a stage that another program has brought it to and on from are not held for split wrongly', async () => {
  const canary: Rollout = { ...rollout, percent: 1 };
  const requests = (stage: string, from: number, oneOf: number): readonly Observation[] =>
    Array.from({ length: 600 }, (_, nth) => ({
      ...{ kind: 'request', stage },
      request: {
        ...{ user: `${stage}-${nth}`, arm: nth % oneOf === 0 ? 'candidate' : 'control', failed: false, ms: 5 },
        at: began + from * minute + nth,
      },
    }));
  const all = [...requests('canary', 1, 100), ...requests('beta', 2, 10), ...requests('gradual 25 %', 3, 4)];
  const observer = new Observer(canary, defaultRolloutPolicy, sourceOf([fresh([]), fresh(all)]));
  await observer.observe(canary, began);
  const now: Rollout = { ...canary, stage: 'gradual 25 %', percent: 25, stageSince: iso(2.5), revision: 3 };
  await observer.observe(now, began + 4 * minute);
  const { rule, needs } = observer.decide(began + 4 * minute);
  expect(rule).toBe('minimum-time');
  expect(needs?.[1]?.done).toBe(150);
});
