import type { Program, RunResult } from '#protocol';
import { type CheckDefinition, type Examination, failed, passed, skipped, warned } from './examination.ts';

/** It is quick enough for daily use. */
export const latency: CheckDefinition = {
  name: 'latency',
  level: 'PRODUCTION',
  check: async (examination) => {
    const { p95Ms, runs } = examination.policy.production;
    const times = await timed(examination, runs);
    if (times.length === 0) return warned('Nothing could be timed: no example comes to a value.');
    const p95 = quantile(times, 0.95);
    const said = `95 of 100 runs end within ${p95.toFixed(1)} ms (${times.length} runs; ${p95Ms} ms are allowed).`;
    return p95 <= p95Ms ? passed(said) : failed(said);
  },
};

/** It is not much slower than the version that it would replace. Runs alternate, so that both meet the same machine. */
export const comparison: CheckDefinition = {
  name: 'comparison',
  level: 'PRODUCTION',
  check: async (examination) => {
    const { inUse, policy, prepare } = examination;
    if (!inUse) return skipped('No version is in use.');
    const { runs, slowdown } = policy.production;
    const before = await prepare(inUse.source);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      ours.push(...(await timed(examination, Math.ceil(runs / 5))));
      theirs.push(...(await timed(examination, Math.ceil(runs / 5), before)));
    }
    if (ours.length === 0 || theirs.length === 0) return skipped('There are no examples to time.');
    const ratio = quantile(ours, 0.5) / Math.max(quantile(theirs, 0.5), 0.01);
    const said = `${ratio.toFixed(2)} times the time of version ${inUse.version} (median; ${slowdown} are allowed).`;
    return ratio <= slowdown ? passed(said) : failed(said);
  },
};

/** Milliseconds of runs over the examples in turn, one at a time. */
async function timed({ capability, run, task }: Examination, runs: number, program?: Program): Promise<number[]> {
  const times: number[] = [];
  const examples = capability.examples.filter(({ output }) => output !== undefined);
  for (let turn = 0; turn < runs && examples.length > 0 && !task.signal?.aborted; turn++) {
    const example = examples[turn % examples.length];
    if (!example) break;
    const result: RunResult = await run(example.input, { world: example.world, ...(program ? { program } : {}) });
    if (result.status === 'ok') times.push(result.usage.wallMs);
  }
  return times;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
