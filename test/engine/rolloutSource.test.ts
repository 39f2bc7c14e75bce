import { expect, test } from 'vitest';
import {
  type Observation,
  type ObservationSource,
  defaultRolloutPolicy as policy,
  type Reading,
} from '#capability/rollout';
import { Observer } from '../../src/engine/rollout/observer.ts';
import { began, requests, rollout } from './observedRollout.ts';

const minute = 60_000;
const sentence = 'Prometheus at http://localhost:9090 cannot be reached: ECONNREFUSED. Look whether it runs.';

/** What is decided when the source, after these observations, cannot be read any more. */
async function decided(observations: readonly Observation[], kind: 'unreachable' | 'stale' | 'no-data') {
  const rest = { cursor: 1, more: false, notes: [], latency: {} };
  const readings: Reading[] = [
    { ...rest, state: { kind: 'fresh' }, observations },
    { ...rest, state: { kind, reason: sentence }, observations: [] },
  ];
  const source: ObservationSource = { name: 'a list', read: async () => readings.shift() as Reading };
  const observer = new Observer(
    rollout,
    { ...policy, falseAlarms: { ...policy.falseAlarms, split: 0.00001 } },
    source,
    [],
  );
  for (let look = 0; look < 2; look++) await observer.observe(rollout, began + 61 * minute);
  const { action, words } = observer.decide(began + 61 * minute);
  return { action, words };
}

test('while the source does not answer, nothing advances and the reason is said; what is known already still rolls back', async () => {
  expect(await decided(requests(3), 'unreachable')).toMatchObject({ action: 'roll-back' });
  expect(await decided([], 'unreachable')).toEqual({ action: 'hold', words: `Hold: ${sentence}` });
  expect(await decided(requests(3).slice(0, 3), 'stale')).toEqual({ action: 'hold', words: `Hold: ${sentence}` });
  // Of a version that nobody has asked for yet the stage says more.
  expect((await decided([], 'no-data')).words).toContain('the stage canary');
});

test('the curve takes users for as often counted as the decision does', async () => {
  const requests = (['control', 'candidate'] as const).map((arm) => ({
    ...{ arm, stratum: '0.0.0', speaks: '0', requests: 60, errors: 2 },
  }));
  const observations: readonly Observation[] = Array.from({ length: 8 }, (_, at) => ({
    kind: 'increment',
    increment: { process: `app-${at}`, from: began, at: began + minute, requests, times: [], opinions: [] },
  }));
  const rest = { state: { kind: 'fresh' as const }, cursor: 1, notes: [], latency: {}, more: false };
  const readings: Reading[] = [{ ...rest, observations }];
  const source: ObservationSource = { name: 'a list', read: async () => readings.shift() as Reading };
  const observer = new Observer(rollout, policy, source, []);
  await observer.observe(rollout, began + 2 * minute);
  expect(observer.curve.at(-1)?.candidate).toEqual(observer.decide(began + 2 * minute).candidate.errors);
});

test('while much is read, whoever shares the thread has a turn in between', async () => {
  let left = 20;
  const rest = { state: { kind: 'fresh' as const }, observations: [], cursor: 1, notes: [], latency: {} };
  const source: ObservationSource = { name: 'a list', read: async () => ({ ...rest, more: --left > 0 }) };
  let turns = 0;
  const immediate = () => {
    turns++;
    if (left > 0) setImmediate(immediate);
  };
  setImmediate(immediate);
  await new Observer(rollout, policy, source, []).observe(rollout, began);
  expect(turns).toBeGreaterThanOrEqual(19);
});
