import { median } from 'simple-statistics';
import { type Call, compareCalls, measureLatency } from '#capability/benchmark';
import type { Difference, Program } from '#protocol';
import { type CheckDefinition, type Examination, failed, passed, skipped, warned } from './examination.ts';

/** How narrowly the median is to be known, as a share; calls end then. */
const precision = 0.05;
/** Rounds without which nothing can be compared. */
const leastRounds = 40;

/** It is quick enough for daily use. */
export const latency: CheckDefinition = {
  name: 'latency',
  level: 'PRODUCTION',
  check: async (examination) => {
    const { policy, task } = examination;
    const { p95Ms, runs } = policy.production;
    const { report } = await measureLatency(callsOf(examination), {
      precision,
      runs,
      seconds: secondsOf(examination),
      signal: task.signal,
    });
    const p95 = report?.percentiles.find(({ percent }) => percent === 95);
    if (report === undefined || p95 === undefined)
      return warned('Nothing could be timed: no example comes to a value.');
    const said = `95 of 100 runs end within ${p95.ms.toFixed(1)} ms (${report.runs} runs; ${p95Ms} ms are allowed).`;
    if (p95.ms <= p95Ms) return passed(said);
    return p95.range !== undefined && p95.range.low <= p95Ms ? warned(`${said} That may be chance.`) : failed(said);
  },
};

/**
 * It is not much slower than the version that it would replace, and fills not much more heap. Both are called in turn; of times,
 * which vary, it fails only where the whole range of their ratio is beyond what is allowed: see docs/benchmark.md.
 */
export const comparison: CheckDefinition = {
  name: 'comparison',
  level: 'PRODUCTION',
  check: async (examination) => {
    const { capability, inUse, policy, prepare, task } = examination;
    if (!inUse) return skipped('No other version is in use.');
    const { runs, slowdown, memory } = policy.production;
    const [before, after] = [
      heapTold(callsOf(examination, await prepare(inUse.source))),
      heapTold(callsOf(examination)),
    ];
    const compared = await compareCalls(
      [
        { name: inUse.name, version: inUse.version, call: before.call },
        { name: capability.name, version: capability.version, call: after.call },
      ],
      {
        margin: Math.max(slowdown - 1, precision),
        rounds: Math.max(runs, leastRounds),
        seconds: secondsOf(examination),
        signal: task.signal,
      },
    );
    if ('failures' in compared) return skipped('Too few examples come to values in both versions to time them.');
    const [{ ratio, verdict }] = compared.differences as readonly [Difference];
    const { value, low, high } = ratio;
    const heap = median(after.heaps) / median(before.heaps);
    const range = `${low.toFixed(2)} to ${high.toFixed(2)}`;
    const said = `${value.toFixed(2)} times the time of version ${inUse.version} (${range}; ${slowdown} are allowed), and ${heap.toFixed(2)} times its heap (${memory} are allowed).`;
    if (heap > memory) return failed(said);
    if (verdict === 'unreliable') return warned(`${said} The time may be the machine's: ${compared.control.words}`);
    if (low > slowdown) return failed(said);
    return value <= slowdown ? passed(said) : warned(`${said} The time may be chance.`);
  },
};

/** A call, and what heap each of its runs has filled. */
function heapTold(call: Call): { readonly call: Call; readonly heaps: number[] } {
  const heaps: number[] = [];
  return {
    heaps,
    call: async (turn) => {
      const run = await call(turn);
      if (run !== undefined) heaps.push(run.heapBytes);
      return run;
    },
  };
}

/** The examples in turn, on their recorded worlds; what has none that comes to a value comes to none. */
function callsOf({ capability, run }: Examination, program?: Program): Call {
  const examples = capability.examples.filter(({ output }) => output !== undefined);
  return async (turn) => {
    const input = turn % Math.max(1, examples.length);
    const example = examples[input];
    if (example === undefined) return undefined;
    const result = await run(example.input, { world: example.world, ...(program ? { program } : {}) });
    if (result.status !== 'ok') return undefined;
    return { ms: Math.max(result.usage.wallMs, 1e-3), heapBytes: result.usage.peakHeapBytes, input };
  };
}

/** A quarter of the time that the policy allows for all checks. */
function secondsOf({ policy }: Examination): number {
  return (policy.minutes * 60) / 4;
}
