import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Call } from '../../../src/capability/benchmark/index.ts';
import { measureLatency } from '../../../src/capability/benchmark/index.ts';
import { changePoints } from '../../../src/capability/benchmark/latency/changePoints.ts';
import { binsOf, curveOf } from '../../../src/capability/benchmark/latency/histogram.ts';
import { modesOf } from '../../../src/capability/benchmark/latency/modes.ts';
import { warmUpOf } from '../../../src/capability/benchmark/latency/warmUp.ts';
import { isOfMachine } from '../../../src/protocol/index.ts';
import { normals, numbers } from './noise.ts';

const noisy = (count: number, level: (at: number) => number, spread = 0.05, seed = 5): number[] => {
  const normal = normals(seed);
  return numbers(count, (at) => Math.log(level(at)) + spread * normal());
};

/** Calls whose times are told beforehand, over and over. */
const told =
  (times: readonly number[]): Call =>
  async (turn) => ({ ms: times[turn % times.length] as number, heapBytes: 1, input: 0 });

describe('warm-up', () => {
  it.each([
    ['steady', () => 2, 0],
    ['warm-up', (at: number) => (at < 40 ? 4 : 2), 40],
    ['slowdown', (at: number) => (at < 40 ? 2 : 3), 40],
    ['unsteady', (at: number) => (at < 380 ? 2 : 3), 0],
  ] as const)('tells %s', (kind, level, runs) => {
    const warmUp = warmUpOf(noisy(400, level));
    expect(warmUp.kind).toBe(kind);
    expect(Math.abs(warmUp.runs - runs)).toBeLessThanOrEqual(2);
  });

  it('goes on until the last of several levels that differ', () => {
    expect(warmUpOf(noisy(400, (at) => (at < 30 ? 8 : at < 90 ? 4 : 2)))).toMatchObject({ kind: 'warm-up', runs: 90 });
  });

  it('is not made of single slow runs', () => {
    const series = noisy(400, () => 2).map((value, at) => (at % 37 === 0 ? value + 2 : value));
    expect(changePoints(series)).toEqual([0]);
  });
});

describe('modes', () => {
  it('are two where times gather at two places, with their shares', () => {
    const [first, second, third] = modesOf(
      noisy(600, (at) => (at % 3 === 0 ? 8 : 2), 0.1)
        .map(Math.exp)
        .sort((a, b) => a - b),
    );
    expect(first?.ms).toBeCloseTo(2, 0);
    expect(first?.share).toBeCloseTo(2 / 3, 1);
    expect(second?.ms).toBeGreaterThan(7);
    expect(third).toBeUndefined();
  });

  it('is one where they gather at one, or are all the same', () => {
    expect(
      modesOf(
        noisy(600, () => 2, 0.3)
          .map(Math.exp)
          .sort((a, b) => a - b),
      ),
    ).toHaveLength(1);
    expect(modesOf([3, 3, 3])).toEqual([{ ms: expect.closeTo(3, 6), share: 1 }]);
  });
});

it('puts every run into one bin', () => {
  const times = noisy(500, () => 2, 0.5)
    .map(Math.exp)
    .sort((a, b) => a - b);
  const bins = binsOf(times);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  for (const [at, { toMs }] of bins.slice(0, -1).entries()) expect(bins[at + 1]?.fromMs).toBe(toMs);
});

describe('measuring', () => {
  const options = { precision: 0.02, runs: 2000, seconds: 60 };

  it('ends as soon as the median is known narrowly enough, sooner for calmer calls', async () => {
    const calm = await measureLatency(told(noisy(2000, () => 2, 0.02).map(Math.exp)), options);
    const wild = await measureLatency(told(noisy(2000, () => 2, 0.15).map(Math.exp)), options);
    expect(calm.report).toMatchObject({ end: 'narrow-enough', failures: 0 });
    expect(wild.report?.end).toBe('narrow-enough');
    expect(wild.report?.runs).toBeGreaterThan(calm.report?.runs ?? 0);
    const { value = 0, low = 0, high = 0 } = wild.report?.median ?? {};
    expect(high - low).toBeLessThanOrEqual(2 * options.precision * value);
    expect(low).toBeLessThanOrEqual(2);
    expect(high).toBeGreaterThanOrEqual(2);
  });

  it('tells percentiles, and how sure they are: with no upper end where there are too few runs', async () => {
    const call = told(numbers(100, (at) => ((at * 37) % 100) + 1));
    const { report } = await measureLatency(call, { ...options, precision: 1e-9, runs: 1000 });
    expect(report?.end).toBe('most-runs');
    expect(report?.percentiles.map(({ percent, ms }) => [percent, ms])).toEqual([
      [50, expect.closeTo(50, 0)],
      [90, expect.closeTo(90, 0)],
      [95, expect.closeTo(95, 0)],
      [99, expect.closeTo(99, 0)],
      [99.9, expect.closeTo(100, 0)],
    ]);
    expect(report?.percentiles.map(({ range }) => Object.keys(range ?? {}).join())).toEqual([
      ...['low,high', 'low,high', 'low,high', 'low,high', 'low'],
    ]);
    for (const { ms, range: { low = 0, high = 1e9 } = {} } of report?.percentiles ?? []) {
      expect(low).toBeLessThanOrEqual(ms);
      expect(high * 1.001).toBeGreaterThanOrEqual(ms);
    }
    expect(report?.curve?.[0]).toMatchObject({ percent: 0, ms: expect.closeTo(1, 1) });
    expect(report?.curve?.at(-1), 'the slowest run').toEqual({ percent: 99.95, ms: report?.maxMs });
  });

  it('draws the curve up to the slowest run, however few are as slow', () => {
    expect(curveOf([...numbers(149, () => 1), 50]).at(-1)).toEqual({ percent: 99.6667, ms: 50 });
  });

  it('tells a drift, and none where inputs of different sizes take turns', async () => {
    const slower = told(noisy(600, (at) => 2 * (1 + at / 3000), 0.01).map(Math.exp));
    const { report } = await measureLatency(slower, { ...options, precision: 1e-9, runs: 600 });
    expect([report?.drift.kind, report?.warmUp.kind]).not.toEqual(['none', 'steady']);
    const bySize: Call = async (turn) => ({ ms: 1 + (turn % 5), heapBytes: 1, input: turn % 5 });
    const sizes = await measureLatency(bySize, { ...options, runs: 200 });
    expect(sizes.report).toMatchObject({ warmUp: { kind: 'steady' }, drift: { kind: 'none' } });
  });

  it('counts calls that come to nothing, and reports none where all do', async () => {
    const half: Call = async (turn) => (turn % 2 === 0 ? { ms: 1, heapBytes: 1, input: 0 } : undefined);
    expect((await measureLatency(half, { ...options, runs: 200 })).report).toMatchObject({ runs: 50, failures: 49 });
    expect(await measureLatency(async () => undefined, { ...options, runs: 20 })).toMatchObject({ failures: 20 });
    expect(await measureLatency(async () => undefined, options), 'that nothing comes').toMatchObject({ failures: 50 });
  });

  it('holds times against a program that never changes', async () => {
    const yardstick = told([4]);
    const { relative } = await measureLatency(told([2]), { ...options, runs: 100, yardstick });
    expect(relative.length).toBeGreaterThan(0);
    for (const value of relative) expect(value).toBeCloseTo(Math.log(0.5), 9);
  });

  it('gives every input the same weight beside that program', async () => {
    const slow = (times: number): Call => {
      const ms = [1, 1, 1, 1, 80 * times];
      return async (turn) => ({ ms: ms[turn % 5] as number, heapBytes: 1, input: turn % 5 });
    };
    const [before, after] = [1, 2].map((times) =>
      measureLatency(slow(times), { ...options, runs: 200, yardstick: told([4]) }),
    );
    const [[first = 0] = [], [then = 0] = []] = [(await before)?.relative, (await after)?.relative];
    expect(then - first).toBeCloseTo(Math.log(2) / 5, 9);
  });

  it('makes no ranges up where there are too few runs for any', async () => {
    const { report } = await measureLatency(told([5000, 5100, 5050]), { ...options, runs: 3 });
    expect(report?.median).toEqual({ value: 5050 });
    expect(report).not.toHaveProperty('meanRange');
    expect(report?.percentiles.some(({ range }) => range?.high !== undefined)).toBe(false);
  });

  it('says how late this thread itself was meanwhile', async () => {
    const holding: Call = async () => {
      const until = performance.now() + 40;
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve));
      return { ms: 2, heapBytes: 1, input: 0 };
    };
    const { report } = await measureLatency(holding, { ...options, runs: 8 });
    expect(report?.ownDelayMs, 'more than a call takes').toBeGreaterThan(2);
    expect(report && isOfMachine(report)).toBe(true);
  });

  it('does not take what it does itself between calls for a delay of theirs', async () => {
    const times = noisy(2000, () => 3, 0.3).map(Math.exp);
    const quiet: Call = async (turn) => {
      await setImmediate();
      return { ms: times[turn % times.length] as number, heapBytes: 1, input: turn % 7 };
    };
    const { report } = await measureLatency(quiet, { ...options, precision: 1e-9 });
    expect(report?.usualOwnDelayMs, 'that it was looked for').toBeDefined();
    expect(report && isOfMachine(report)).toBe(false);
  });

  it('stops when it is told to, and watches the event loop no more', async () => {
    const stopping = new AbortController();
    onTestFinished(() => void vi.restoreAllMocks());
    const started = vi.spyOn(globalThis, 'setInterval');
    const stopped = vi.spyOn(globalThis, 'clearInterval');
    const call: Call = async (turn) => {
      if (turn === 5) stopping.abort();
      return { ms: 1, heapBytes: 1, input: 0 };
    };
    await expect(measureLatency(call, { ...options, signal: stopping.signal })).rejects.toThrow();
    expect(started).toHaveBeenCalledTimes(1);
    expect(stopped).toHaveBeenCalledWith(started.mock.results[0]?.value);
  });
});
