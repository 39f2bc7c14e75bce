import { defaultRolloutPolicy, type SimulationOptions, simulatePolicy } from '#capability/rollout';
import type { Percentiles } from '#protocol';

const none: Percentiles = { p50: null, p95: null };

/** Requests of the new version until it is rolled back, by how much worse it is. */
export interface DetectionTimes {
  readonly '1to20': Percentiles;
  readonly '1to5': Percentiles;
}

/** How soon versions are taken back that fail at 20 % and at 5 % instead of 1 % of requests. */
export async function detectionTimes(
  options: Pick<SimulationOptions, 'seed' | 'runs' | 'counting'>,
  print: (line: string) => void,
): Promise<DetectionTimes> {
  const { scenarios } = await simulatePolicy(defaultRolloutPolicy, {
    ...options,
    scenarios: [
      { control: 0.01, candidate: 0.2 },
      { control: 0.01, candidate: 0.05 },
    ],
  });
  const [to20 = none, to5 = none] = scenarios.map((one) => one.untilRolledBack.requests);
  const how = options.counting === undefined ? '' : `by counters each ${options.counting.seconds} s, `;
  print(`${how}1 % → 20 %: rolled back after ${both(to20)} requests of the new version (median / 95th percentile)`);
  print(`${how}1 % → 5 %: ${both(to5)}`);
  return { '1to20': to20, '1to5': to5 };
}

/** How soon a version is taken back that was as good until everybody has it, and fails at 20 % instead of 1 % of requests from then on. */
export async function lateDetectionTimes(
  options: Pick<SimulationOptions, 'seed' | 'runs'>,
  print: (line: string) => void,
): Promise<Percentiles> {
  const scenarios = [{ control: 0.01, candidate: 0.2, isLate: true }];
  const [late] = (await simulatePolicy(defaultRolloutPolicy, { ...options, scenarios })).scenarios;
  const times = late?.untilRolledBack.requests ?? none;
  print(
    `1 % → 20 % in the last stage: ${both(times)}, of ${options.runs} rollouts; ${late?.finished ?? 0} of them finished`,
  );
  return times;
}

const both = ({ p50, p95 }: Percentiles): string => `${p50 ?? '–'} / ${p95 ?? '–'}`;
