import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refresher, refreshAfterMs, settleMs } from '../../../../src/host/graph/tree/refresher.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function recorder() {
  const refreshed: (readonly string[] | 'all')[] = [];
  return { refreshed, refresher: new Refresher<string>((rows) => refreshed.push(rows)) };
}

test('rows that change in a moment are refreshed together', async () => {
  const { refreshed, refresher } = recorder();
  refresher.ask('cycles');
  refresher.ask('rules');
  refresher.ask('cycles');
  await vi.advanceTimersByTimeAsync(refreshAfterMs);
  expect(refreshed).toEqual([['cycles', 'rules']]);
});

test('all rows include each of them', async () => {
  const { refreshed, refresher } = recorder();
  refresher.ask('cycles');
  refresher.ask();
  await vi.advanceTimersByTimeAsync(refreshAfterMs);
  expect(refreshed).toEqual(['all']);
});

test('nothing is refreshed while a row opens, nor before what is below it is drawn', async () => {
  const { refreshed, refresher } = recorder();
  const opening = refresher.whileOpening(() => new Promise<void>((done) => setTimeout(done, 5000)));
  refresher.ask('cycles');
  await vi.advanceTimersByTimeAsync(5000);
  await opening;
  expect(refreshed).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * settleMs);
  expect(refreshed).toEqual([['cycles']]);
});

test('a row that fails to open does not stop refreshes', async () => {
  const { refreshed, refresher } = recorder();
  await expect(refresher.whileOpening(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  refresher.ask();
  await vi.advanceTimersByTimeAsync(settleMs + refreshAfterMs);
  expect(refreshed).toEqual(['all']);
});

test('what is asked for anyway is not refreshed', async () => {
  const { refreshed, refresher } = recorder();
  refresher.ask();
  refresher.allFresh();
  await vi.advanceTimersByTimeAsync(refreshAfterMs);
  expect(refreshed).toEqual([]);
});

test('what was opened counts as drawn a moment after it was given', async () => {
  const { refresher } = recorder();
  let drawn = false;
  await refresher.drawn();
  void refresher.whileOpening(() => new Promise<void>((done) => setTimeout(done, 1000)));
  void refresher.drawn().then(() => {
    drawn = true;
  });
  await vi.advanceTimersByTimeAsync(1000 + settleMs / 2);
  expect(drawn).toBe(false);
  await vi.advanceTimersByTimeAsync(settleMs);
  expect(drawn).toBe(true);
});
