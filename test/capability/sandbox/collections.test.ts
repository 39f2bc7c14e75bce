import { describe, expect, onTestFinished, test } from 'vitest';
import { availableRunners, openSandbox } from '#capability/sandbox';
import { collectionsIn, type TraceEvent } from '../../../src/capability/sandbox/collections.ts';
import { callOf } from './support.ts';

/** A container takes its time to start. */
const patienceMs = 60_000;

const allocating = `export function run(input) {
  let list = [];
  for (let at = 0; at < input; at++) {
    list.push({ at, text: 'entry ' + at });
    if (list.length > 20000) list = [];
  }
  return list.length;
}`;
const adding = `export function run(input) {
  let sum = 0;
  for (let at = 0; at < input; at++) sum = (sum + at) % 1000;
  return sum >= 0;
}`;

describe.each(await availableRunners())('collections in $name', ({ name, available }) => {
  test.skipIf(!available)(
    'are those of the run, where the engine tells of them',
    async () => {
      const sandbox = await openSandbox({ runner: name, workers: 1, collections: true });
      onTestFinished(() => sandbox.dispose());
      const [much, little] = [
        await sandbox.run(callOf(allocating, { input: 300_000 })),
        await sandbox.run(callOf(adding, { input: 300_000 })),
      ];
      expect([much.status, little.status]).toEqual(['ok', 'ok']);
      if (name === 'wasm') return expect(much.usage.collections).toBeUndefined();
      const { minor, major, overMs } = much.usage.collections ?? expect.fail('none were counted');
      expect(minor.count).toBeGreaterThan(5);
      expect(major.count).toBeGreaterThan(0);
      expect(minor.ms).toBeGreaterThan(0);
      expect(minor.ms + major.ms).toBeLessThan(overMs);
      expect(little.usage.collections).toMatchObject({ minor: { count: 0, ms: 0 }, major: { count: 0, ms: 0 } });
    },
    patienceMs,
  );
});

test('are counted where that was asked for alone', async () => {
  const sandbox = await openSandbox({ runner: 'isolate', workers: 1 });
  onTestFinished(() => sandbox.dispose());
  expect((await sandbox.run(callOf(allocating, { input: 1000 }))).usage).not.toHaveProperty('collections');
});

test('of the main thread are none of the run; the steps before a major one are part of its time', () => {
  const event = (name: string, tid: number, dur: number): TraceEvent => ({ name, ph: 'X', tid, dur, args: {} });
  const main: TraceEvent = { name: 'thread_name', ph: 'M', tid: 1, args: { name: 'JavaScriptMainThread' } };
  expect(
    collectionsIn([
      event('V8.GCScavenger', 1, 9000),
      event('V8.GCScavenger', 2, 1000),
      event('V8.GCIncrementalMarkingStart', 2, 500),
      event('V8.GCIncrementalMarking', 2, 250),
      event('V8.GCFinalizeMC', 2, 2000),
      event('V8.GCCompactor', 3, 4000),
      event('V8.CompileCode', 2, 7000),
      main,
    ]),
  ).toEqual({ minor: { count: 1, ms: 1 }, major: { count: 2, ms: 6.75 } });
});
