import { mean, median, quantileSorted, standardDeviation } from 'simple-statistics';
import type { Drift, LatencyReport } from '#protocol';
import type { Run } from '../call.ts';
import { batched } from '../statistics/batches.ts';
import { meanRange } from '../statistics/bootstrap.ts';
import { quantileRange } from '../statistics/quantileRange.ts';
import { trendOf } from '../statistics/trend.ts';
import { binsOf, curveOf, percentilesOf } from './histogram.ts';
import { modesOf } from './modes.ts';
import { warmUpOf } from './warmUp.ts';

/** Tukey's outer fences: three times the width of the middle half. */
const fence = 3;
/** Of fewer runs nothing that is drawn from them tells how far their mean may be off. */
const fewestForMean = 10;
/** Of drifts: less than this is nothing that anybody would act on, and so sure it has to be. */
const leastDrift = 0.01;
const driftChance = 0.01;

/** The runs that count: those after the warm-up. */
export interface Measured {
  readonly warmUp: LatencyReport['warmUp'];
  readonly runs: readonly Run[];
}

/** Takes the warm-up away. @param all in their order; one at least */
export function withoutWarmUp(all: readonly Run[]): Measured {
  const warmUp = warmUpOf(evened(all));
  return { warmUp, runs: all.slice(warmUp.runs) };
}

/** The median, and its range where there are enough runs for one. */
export function medianOf(runs: readonly Run[]): LatencyReport['median'] {
  const ms = runs.map((run) => run.ms);
  const ascending = ms.toSorted((a, b) => a - b);
  const { low, high } = quantileRange(ms, ascending, 0.5);
  return { value: median(ms), ...(low === undefined || high === undefined ? {} : { low, high }) };
}

/** What the runs say of latency. */
export function summarise(
  { warmUp, runs }: Measured,
  { failures, end }: Pick<LatencyReport, 'failures' | 'end'>,
): LatencyReport {
  const ms = runs.map((run) => run.ms);
  const ascending = ms.toSorted((a, b) => a - b);
  const cpu = runs.flatMap(({ cpuMs }) => cpuMs ?? []);
  return {
    runs: runs.length,
    failures,
    warmUp,
    median: medianOf(runs),
    mean: mean(ms),
    ...(ms.length < fewestForMean ? {} : { meanRange: meanRange(ms) }),
    deviation: standardDeviation(ms),
    minMs: ascending[0] as number,
    maxMs: ascending.at(-1) as number,
    percentiles: percentilesOf(ms).map((one) => {
      const { low, high } = quantileRange(ms, ascending, one.percent / 100);
      return low === undefined ? one : { ...one, range: { low, ...(high === undefined ? {} : { high }) } };
    }),
    curve: curveOf(ascending),
    outliers: outliersOf(ascending),
    modes: modesOf(ascending),
    drift: driftOf(evened(runs)),
    histogram: binsOf(ascending),
    ...(cpu.length === 0 ? {} : { cpuMs: median(cpu) }),
    end,
  };
}

/**
 * Logarithms of the times as if all runs had had the same input: inputs of different sizes, one after the other, are no
 * change of level.
 */
function evened(runs: readonly Run[]): number[] {
  const logs = runs.map(({ ms }) => Math.log(ms));
  const middle = median(logs);
  const byInput = Map.groupBy(runs.keys(), (at) => (runs[at] as Run).input);
  for (const places of byInput.values()) {
    const all = [...places];
    const own = median(all.map((at) => logs[at] as number));
    for (const at of all) logs[at] = (logs[at] as number) - own + middle;
  }
  return logs;
}

function outliersOf(ascending: readonly number[]): LatencyReport['outliers'] {
  const logs = ascending.map((value) => Math.log(value));
  const [lower, upper] = [quantileSorted(logs, 0.25), quantileSorted(logs, 0.75)];
  const reach = fence * (upper - lower);
  return {
    low: logs.filter((value) => value < lower - reach).length,
    high: logs.filter((value) => value > upper + reach).length,
  };
}

function driftOf(logs: readonly number[]): Drift {
  const batches = batched(logs, Math.min(40, Math.floor(logs.length / 5)), (stretch) => median([...stretch]));
  if (batches.length < 4) return { kind: 'none', share: 0, pValue: 1 };
  const { slope, pValue } = trendOf(batches.map((value, at) => [at, value]));
  const share = Math.expm1(slope.value * (batches.length - 1));
  const kind = pValue > driftChance || Math.abs(share) < leastDrift ? 'none' : share > 0 ? 'slower' : 'quicker';
  return { kind, share, pValue };
}
