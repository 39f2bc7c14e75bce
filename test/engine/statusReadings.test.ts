import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultRolloutPolicy, type ObservationSource, type Observed, type Reading } from '#capability/rollout';
import { Observer } from '../../src/engine/rollout/observer.ts';
import { StatusReadings } from '../../src/engine/rollout/statusReadings.ts';
import { rollout } from './observedRollout.ts';
import { capabilityIn, openRollouts } from './openRollouts.ts';

const nothingNew: Reading = {
  ...{ state: { kind: 'fresh' }, observations: [], cursor: 1, more: false, notes: [], latency: {} },
};

it('tells of a late reading with nothing new where somebody has asked since about another stage', async () => {
  const waiting: ((reading: Reading) => void)[] = [];
  let isSlow = false;
  const source: ObservationSource = {
    name: 'a source that answers when it is told to',
    read: async () => (isSlow ? new Promise((answered) => waiting.push(answered)) : nothingNew),
  };
  const observer = new Observer(rollout, defaultRolloutPolicy, source);
  let told = 0;
  const readings = new StatusReadings(5, () => told++);
  const now = Date.parse(rollout.since);
  await readings.read(observer, rollout, now);
  isSlow = true;
  await readings.read(observer, rollout, now);
  const next = { ...rollout, stage: 'beta', percent: 10, revision: 2 };
  await readings.read(observer, next, now);
  expect([observer.hasRead(next), waiting.length, told]).toEqual([false, 1, 0]);
  isSlow = false;
  waiting[0]?.(nothingNew);
  await expect.poll(() => told).toBe(1);
  await readings.read(observer, next, now);
  expect([observer.hasRead(next), told]).toEqual([true, 1]);
});

it('reads of a rollout that is over what was until its end, also in a program that is started then', async () => {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-ended-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const capability = capabilityIn(root, 'shout');
  const ends: (number | undefined)[] = [];
  const open = () => {
    const source = ({ until }: Observed): ObservationSource => ({
      name: 'a source that is read up to the end',
      read: async () => {
        ends.push(until?.());
        return nothingNew;
      },
    });
    const opened = openRollouts(root, { capability, source });
    onTestFinished(opened.close);
    return opened.rollouts;
  };
  const one = open();
  const order = { person: 'ada', reason: 'It is time.' };
  await one.start(capability, { ...order, strategy: 'percentage' });
  await one.status('shout');
  await one.do('shout', 'roll-back', order);
  const { log } = await one.status('shout');
  await open().status('shout');
  const end = Date.parse(log[0]?.at ?? '');
  expect(ends).toEqual([undefined, end, end]);
});

it('offers no step forward before the figures are there that may speak against it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-awaited-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const capability = capabilityIn(root, 'shout');
  const source = { name: 'a source that never answers', read: () => new Promise<Reading>(() => {}) };
  const { rollouts, close } = openRollouts(root, { capability, source: () => source, statusWithin: 5 });
  onTestFinished(close);
  await rollouts.start(capability, { person: 'ada', reason: 'It is time.', strategy: 'percentage' });
  const { choices } = await rollouts.status('shout');
  expect(choices.find(({ command }) => command === 'advance')).toMatchObject({
    ...{ possible: false, reason: 'Its figures have not come yet.' },
  });
  expect(choices.find(({ command }) => command === 'roll-back')).toMatchObject({ possible: true });
});
