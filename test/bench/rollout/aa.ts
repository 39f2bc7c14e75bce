import { defaultRolloutPolicy, type SimulationOptions, simulatePolicy } from '#capability/rollout';
import type { ScenarioReport } from '#protocol';
import { percent } from './words.ts';

/** Error rates 0.1 % to 4.9 %, evenly apart. */
const rates = Array.from({ length: 25 }, (_, at) => 0.001 + 0.002 * at);

/** What became of rollouts of versions that are as good as the one in use. */
export interface FalseAlarms {
  readonly runs: number;
  readonly falseRollbackRate: number;
  readonly falsePauseRate: number;
  readonly finishedRate: number;
}

/** How often versions that are as good are taken back: all metrics together, with users whose errors resemble each other. */
export async function falseAlarms(
  options: Pick<SimulationOptions, 'seed' | 'runs' | 'counting'>,
  print: (line: string) => void,
): Promise<FalseAlarms> {
  const { scenarios } = await simulatePolicy(defaultRolloutPolicy, {
    ...options,
    runs: Math.ceil(options.runs / rates.length),
    scenarios: rates.map((rate) => ({ control: rate, candidate: rate })),
  });
  const sum = (of: (one: ScenarioReport) => number) => scenarios.reduce((all, one) => all + of(one), 0);
  const runs = sum((one) => one.runs);
  const aa = {
    runs,
    falseRollbackRate: sum((one) => one.rolledBack) / runs,
    falsePauseRate: sum((one) => one.paused) / runs,
    finishedRate: sum((one) => one.finished) / runs,
  };
  const how = options.counting === undefined ? '' : `, by counters each ${options.counting.seconds} s`;
  print(
    `A/A${how}, error rates 0.1 % to 4.9 %: ${runs} rollouts, rolled back ${percent(aa.falseRollbackRate)}, paused ${percent(aa.falsePauseRate)}, finished ${percent(aa.finishedRate)}`,
  );
  return aa;
}
