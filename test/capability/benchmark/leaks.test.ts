import { describe, expect, it } from 'vitest';
import { leakVerdict, measureLeaks, type Soak, soaking } from '../../../src/capability/benchmark/index.ts';
import { defaultLimits, type RunResult } from '../../../src/protocol/index.ts';
import { normals, numbers } from './noise.ts';

const points = (kept: (calls: number) => number) => {
  const normal = normals(9);
  return numbers(10, (at) => 1000 * (at + 1)).map((calls) => ({
    calls,
    heapBytes: Math.round(900_000 + kept(calls) + 8000 * normal()),
    outsideBytes: 84_000,
  }));
};

describe('the verdict on memory', () => {
  it.each([16, 100, 4000])('finds a leak of %i bytes a call, and how much it is', (bytes) => {
    const { verdict, bytesPerCall, words } = leakVerdict(points((calls) => bytes * calls));
    expect(verdict).toBe('leak');
    expect(bytesPerCall?.value).toBeGreaterThan(0.8 * bytes);
    expect(bytesPerCall?.value).toBeLessThan(1.2 * bytes);
    expect(words).toContain('bytes a call');
  });

  it('finds a large leak by the few rounds for which the memory was enough', () => {
    const { verdict } = leakVerdict(points((calls) => 4000 * calls).slice(0, 6));
    expect(verdict).toBe('leak');
  });

  it.each([
    ['what keeps nothing', () => 0],
    ['a cache that is full after some thousand calls', (calls: number) => Math.min(calls, 4000) * 50],
    ['an engine that makes its code', (calls: number) => 40_000 * (1 - Math.exp(-calls / 3000))],
  ])('blames not %s', (_, kept) => {
    expect(leakVerdict(points(kept)).verdict).toBe('none');
  });

  it('says so where there is too little to judge', () => {
    expect(leakVerdict(points(() => 0).slice(0, 3)).verdict).toBe('not-measured');
  });
});

it('says of calls that are too slow that leaks were not looked for, and makes few of them', async () => {
  let made = 0;
  const run = async ({ input: { calls } }: Soak): Promise<RunResult> => {
    made += calls;
    const usage = {
      wallMs: 5000 * calls,
      cpuMs: 1,
      peakHeapBytes: 1,
      calls: 0,
      left: { heapBytes: 1, outsideBytes: 1 },
    };
    return { status: 'ok', value: calls, usage, logs: [], effects: [] };
  };
  const examples = [{ name: 'a', input: 1, output: 1 }];
  const report = await measureLeaks({ examples, limits: defaultLimits, longestMs: 4000, run });
  expect(report).toMatchObject({ verdict: 'not-measured', points: [] });
  expect(report.words).toBe('Calls are too slow: to look for leaks would take 550 s, of which 4 s are given.');
  expect(made).toBeLessThan(10);
});

it('looks for leaks where the first trial was long because the machine was busy', async () => {
  let trials = 0;
  const run = async ({ input: { calls } }: Soak): Promise<RunResult> => {
    const wallMs = 5 + 0.1 * calls + (trials++ === 0 ? 700 : 0);
    const left = { heapBytes: 900_000 + 100 * calls, outsideBytes: 0 };
    const usage = { wallMs, cpuMs: 1, peakHeapBytes: 1, calls: 0, left };
    return { status: 'ok', value: calls, usage, logs: [], effects: [] };
  };
  const examples = [{ name: 'one', input: 1, output: 1 }];
  const report = await measureLeaks({ examples, limits: defaultLimits, longestMs: 1000, run });
  expect(report.verdict).toBe('leak');
});

it('makes many calls in one engine, each with an input of its own', async () => {
  const code = `const seen = [];
function $tw_call(input) { input.list.push(0); seen.push(input.list.length); globalThis.soaked = seen; return 1; }
export { $tw_call as run };
`;
  const soaked = soaking({ code, map: '', hash: '' });
  // Checked by reading: programs run in sandboxes alone, see test/engine/benchmarks.test.ts.
  expect(soaked.code).toContain('await $tw_call($tw_soak_parse(inputs[at % inputs.length]), context)');
  expect(soaked.code.match(/export \{/g)).toHaveLength(1);
  expect(() => soaking({ code: 'export const run = 1;', map: '', hash: '' })).toThrow('does not export its run');
});
