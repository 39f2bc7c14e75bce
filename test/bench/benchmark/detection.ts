import { compareCalls, usualComparison } from '#capability/benchmark';
import { Random } from '../../../src/capability/rollout/simulation/random.ts';
import { machines, overloaded, SimulatedClock } from './noise.ts';

export interface Detection {
  readonly benchmarkAA: { readonly runs: number; readonly falseRegressionRate: number };
  readonly slowdown5pctFoundRate: number;
  /** Of each machine: found slowdowns of 5 %, and false regressions, by share. */
  readonly byMachine: Readonly<Record<string, { readonly found: number; readonly false: number }>>;
}

export interface DetectionOptions {
  /** Comparisons of equals, on all machines together. */
  readonly runs?: number;
  /** Comparisons with what takes 5 % longer, on all machines together. */
  readonly detections?: number;
  readonly seed?: number;
}

/**
 * How often a comparison takes what is as quick for slower, and how often it finds what takes 5 % longer: the product's own
 * comparison, with its rounds, its time, its control and its end, on calls of simulated machines. The overloaded one is told beside.
 */
export async function benchmarkDetection({
  runs = 1000,
  detections = 350,
  seed = 1,
}: DetectionOptions = {}): Promise<Detection> {
  const names = Object.keys(machines);
  const byMachine: Record<string, { found: number; false: number }> = {};
  const totals = { runs: 0, wrong: 0, detections: 0, found: 0 };
  for (const [place, name] of names.entries()) {
    const machine = machines[name] as (typeof machines)[string];
    const equals = share(runs, names.length, place);
    const slower = share(detections, names.length, place);
    const wrong = await regressions(machine, 1, equals, [seed, name, 'equals']);
    const found = await regressions(machine, 1.05, slower, [seed, name, 'slower']);
    byMachine[name] = { found: found / slower, false: wrong / equals };
    totals.runs += equals;
    totals.wrong += wrong;
    totals.detections += slower;
    totals.found += found;
  }
  const few = share(detections, names.length, 0);
  byMachine.overloaded = {
    found: (await regressions(overloaded, 1.05, few, [seed, 'overloaded', 'slower'])) / few,
    false: (await regressions(overloaded, 1, few, [seed, 'overloaded', 'equals'])) / few,
  };
  return {
    benchmarkAA: { runs: totals.runs, falseRegressionRate: totals.wrong / totals.runs },
    slowdown5pctFoundRate: totals.found / totals.detections,
    byMachine,
  };
}

/** How many of so many comparisons find the second slower. */
async function regressions(
  machine: (typeof machines)[string],
  times: number,
  runs: number,
  seed: readonly (string | number)[],
): Promise<number> {
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const next = machine(new Random(...seed, run));
    const clock = new SimulatedClock();
    const [before, after] = [1, times].map((one) => ({ name: 'a', version: '1.0.0', call: clock.callOf(next, one) }));
    if (before === undefined || after === undefined) continue;
    const result = await compareCalls([before, after], { ...usualComparison, clock: clock.now });
    if (!('failures' in result) && result.differences[0]?.verdict === 'slower') found++;
  }
  return found;
}

/** The part of a number that falls to one of several places, the parts of all of which make the number. */
function share(all: number, places: number, place: number): number {
  return Math.floor(((place + 1) * all) / places) - Math.floor((place * all) / places);
}
