import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileEvent } from '#protocol';
import { Coalescer, timing } from '../../../src/host/watching/coalescer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const changed = (path: string): FileEvent => ({ type: 'changed', path });

function recorder(work = 0) {
  const updates: string[][] = [];
  const coalescer = new Coalescer(async (events) => {
    updates.push(events.map((event) => event.path));
    await new Promise((done) => setTimeout(done, work));
  });
  return { updates, coalescer };
}

test('a save becomes an update after a short quiet', async () => {
  const { updates, coalescer } = recorder();
  coalescer.add(changed('a.ts'));
  coalescer.add(changed('a.ts'));
  await vi.advanceTimersByTimeAsync(timing.quietMs - 1);
  expect(updates).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(updates).toEqual([['a.ts']]);
});

test('a checkout that trickles in becomes one update', async () => {
  const { updates, coalescer } = recorder();
  const files = Array.from({ length: 2000 }, (_, i) => `f${i}.ts`);
  for (const [i, file] of files.entries()) {
    coalescer.add(changed(file));
    if (i % 200 === 199) await vi.advanceTimersByTimeAsync(timing.quietMs * 3);
  }
  await vi.advanceTimersByTimeAsync(timing.longestMs);
  expect(updates).toEqual([files]);
});

test('a stream that never pauses is not waited for longer than the limit', async () => {
  const { updates, coalescer } = recorder();
  for (let passed = 0; passed < timing.longestMs; passed += timing.quietMs / 2) {
    coalescer.add(changed('a.ts'));
    await vi.advanceTimersByTimeAsync(timing.quietMs / 2);
  }
  expect(updates).toEqual([['a.ts']]);
});

test('what comes while an update runs waits for its end', async () => {
  const { updates, coalescer } = recorder(1000);
  coalescer.add(changed('a.ts'));
  await vi.advanceTimersByTimeAsync(timing.quietMs);
  coalescer.add(changed('b.ts'));
  coalescer.add(changed('c.ts'));
  await vi.advanceTimersByTimeAsync(900);
  expect(updates).toEqual([['a.ts']]);
  await vi.advanceTimersByTimeAsync(100 + timing.quietMs);
  expect(updates).toEqual([['a.ts'], ['b.ts', 'c.ts']]);
});
