import { type TaskOptions, throwIfCancelled } from '#base';
import type { Percentiles, RolloutScenario, ScenarioReport, SimulationReport } from '#protocol';
import type { RolloutPolicy } from '../policy.ts';
import type { Counting } from './countingApp.ts';
import { type Population, usualPopulation } from './population.ts';
import { type SimulatedEnd, simulateRollout } from './simulateRollout.ts';

/** What is simulated, beside the policy. */
export interface SimulationOptions extends TaskOptions {
  /** A whole number: the same one gives the same report, and another one has no rollout in common with it. */
  readonly seed: number;
  /** Rollouts a scenario. */
  readonly runs: number;
  readonly scenarios: readonly RolloutScenario[];
  readonly population?: Partial<Population>;
  /** Rollouts are observed by counters, not by single requests. */
  readonly counting?: Counting;
}

/** Requests of all users together after which a simulated rollout is left as it stands. */
const most = 60_000;

/**
 * Tries a policy out on simulated users. It gives way to other work after each rollout, of which one takes about 0.2 s.
 * @param policy for the capability and strategy, see `policyFor`: its stages are climbed as they are
 * @throws CancelledError
 */
export async function simulatePolicy(
  policy: RolloutPolicy,
  { seed, runs, scenarios, population: given, counting, signal, report }: SimulationOptions,
): Promise<SimulationReport> {
  const population = { ...usualPopulation, ...given };
  const total = runs * scenarios.length;
  const reports: ScenarioReport[] = [];
  for (const [at, rates] of scenarios.entries()) {
    const ends: SimulatedEnd[] = [];
    for (let run = 0; run < runs; run++) {
      await new Promise(setImmediate);
      throwIfCancelled(signal);
      report?.({ step: 'Simulating rollouts', done: at * runs + run, total });
      ends.push(
        simulateRollout({ policy, population, rates, isLate: rates.isLate, seed: [seed, at, run], most, counting }),
      );
    }
    reports.push(reportOf(rates, ends));
  }
  return { seed, population: { ...population }, scenarios: reports };
}

function reportOf(rates: RolloutScenario, ends: readonly SimulatedEnd[]): ScenarioReport {
  const count = (end: SimulatedEnd['end']) => ends.filter((one) => one.end === end).length;
  const until = (figure: 'requests' | 'errors' | 'users' | 'minutes') => percentiles(ends, figure);
  return {
    ...rates,
    runs: ends.length,
    rolledBack: count('rolled back'),
    paused: count('paused'),
    finished: count('finished'),
    unfinished: count('unfinished'),
    unfinishedAfter: most,
    ...(ends[0] === undefined ? {} : { example: ends[0].decision }),
    untilRolledBack: {
      requests: until('requests'),
      errors: until('errors'),
      users: until('users'),
      minutes: until('minutes'),
    },
  };
}

/** Runs that were not rolled back count as ones that took for ever. */
function percentiles(ends: readonly SimulatedEnd[], figure: 'requests' | 'errors' | 'users' | 'minutes'): Percentiles {
  const sorted = ends
    .map((one) => (one.end === 'rolled back' ? one[figure] : Number.POSITIVE_INFINITY))
    .toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(value) ? Math.round(value) : null;
  };
  return { p50: at(0.5), p95: at(0.95) };
}
