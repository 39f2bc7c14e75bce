import { parseArgs } from 'node:util';
import { defaultRolloutPolicy, simulatePolicy } from '#capability/rollout';
import type { Percentiles, ScenarioReport } from '#protocol';
import { measureRouting } from './routing.ts';

/** Error rates 0.1 % to 4.9 %, evenly apart. */
const rates = Array.from({ length: 25 }, (_, at) => 0.001 + 0.002 * at);

/**
 * `rollout [--runs N] [--detections N] [--ids N] [--seed N]`: how often a version that is as good is taken back, how soon
 * a worse one is, and what routing costs. Switching time, overhead and latency regressions are measured once they exist.
 */
export async function run(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      detections: { type: 'string', default: '400' },
      ids: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  const print = (line: string) => process.stdout.write(`${line}\n`);

  const routing = measureRouting(Number(values.ids), print);

  const good = await simulatePolicy(defaultRolloutPolicy, {
    seed,
    runs: Math.ceil(Number(values.runs) / rates.length),
    scenarios: rates.map((rate) => ({ control: rate, candidate: rate })),
  });
  const sum = (of: (one: ScenarioReport) => number) => good.scenarios.reduce((all, one) => all + of(one), 0);
  const runs = sum((one) => one.runs);
  const aa = {
    runs,
    falseRollbackRate: sum((one) => one.rolledBack) / runs,
    falsePauseRate: sum((one) => one.paused) / runs,
    finishedRate: sum((one) => one.finished) / runs,
  };
  print(
    `A/A, error rates 0.1 % to 4.9 %: ${runs} rollouts, rolled back ${percent(aa.falseRollbackRate)}, paused ${percent(aa.falsePauseRate)}, finished ${percent(aa.finishedRate)}`,
  );

  const bad = await simulatePolicy(defaultRolloutPolicy, {
    seed,
    runs: Number(values.detections),
    scenarios: [
      { control: 0.01, candidate: 0.2 },
      { control: 0.01, candidate: 0.05 },
    ],
  });
  const [to20, to5] = bad.scenarios.map((one) => one.untilRolledBack.requests);
  print(`1 % → 20 %: rolled back after ${both(to20)} requests of the new version (median / 95th percentile)`);
  print(`1 % → 5 %: ${both(to5)}`);
  return { aa, detect: { '1to20': to20, '1to5': to5 }, routing };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const both = (figure: Percentiles | undefined): string => `${figure?.p50 ?? '–'} / ${figure?.p95 ?? '–'}`;
