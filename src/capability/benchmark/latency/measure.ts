import { median } from 'simple-statistics';
import { type TaskOptions, throwIfCancelled } from '#base';
import type { LatencyReport } from '#protocol';
import type { Call, Run } from '../call.ts';
import { batched } from '../statistics/batches.ts';
import { inputsIn, type OfInput, overInputs } from '../statistics/inputs.ts';
import { OwnDelay } from './ownDelay.ts';
import { medianOf, summarise, withoutWarmUp } from './summarise.ts';

/** Before so many runs nothing is said of them. */
const leastRuns = 50;
/** So many calls that come to nothing, from the first one on, and the others would, too. */
const hopeless = 50;
/** After each look, so many times as many runs until the next. */
const growth = 1.3;
/** Groups of runs that later measurements are compared with; fewer where else not every input would be in each, but so many. */
const [groups, fewestGroups] = [40, 8];

export interface MeasureOptions extends TaskOptions {
  /** The wanted width of the median's range to each side, as a share of it. */
  readonly precision: number;
  /** Calls at most. */
  readonly runs: number;
  readonly seconds: number;
  /** A program that never changes, called in between: what both share is the machine's. */
  readonly yardstick?: Call;
  /** Milliseconds of some start, by which the seconds are counted; of this machine where it is left out. */
  readonly clock?: () => number;
}

/** When nobody says otherwise. */
export const usualLatency = { precision: 0.02, runs: 2000, seconds: 30 } as const;

export interface Latency {
  /** Absent where no call came to a value. */
  readonly report?: LatencyReport;
  /** Logarithms of the time beside the yardstick's, of groups of runs. */
  readonly relative: readonly number[];
  readonly runs: readonly Run[];
  readonly failures: number;
}

/**
 * Calls again and again, until the warm-up is over and the median is known as narrowly as is wanted, or the runs or the time
 * are used up. Stopping rests on the width alone, not on what the figure is, so the range holds as it would without.
 * @throws CancelledError
 */
export async function measureLatency(call: Call, options: MeasureOptions): Promise<Latency> {
  const delay = new OwnDelay();
  const { runs, beside, failures, end } = await called(call, delay, options).finally(() => delay.stop());
  if (runs.length === 0) return { relative: [], runs, failures };
  const measured = withoutWarmUp(runs);
  const counted = beside.slice(measured.warmUp.runs).filter(({ value }) => !Number.isNaN(value));
  return {
    report: { ...summarise(measured, { failures, end }), ...delay.figures },
    relative: grouped(counted),
    runs: measured.runs,
    failures,
  };
}

interface Called {
  /** That came to values, in their order. */
  readonly runs: readonly Run[];
  /** The logarithm of the time of each of them beside the yardstick's; not a number where that has failed. */
  readonly beside: readonly OfInput[];
  readonly failures: number;
  readonly end: LatencyReport['end'];
}

async function called(
  call: Call,
  delay: OwnDelay,
  { precision, runs: mostCalls, seconds, yardstick, clock = () => performance.now(), signal, report }: MeasureOptions,
): Promise<Called> {
  const most = Math.max(1, mostCalls);
  const until = clock() + seconds * 1000;
  const runs: Run[] = [];
  const beside: OfInput[] = [];
  let failures = 0;
  let look = Math.min(leastRuns, most);
  const count = (turn: number, run?: Run, fixed?: Run): LatencyReport['end'] | undefined => {
    if (run === undefined) failures++;
    else {
      runs.push(run);
      beside.push({ value: fixed === undefined ? Number.NaN : Math.log(run.ms / fixed.ms), input: run.input });
    }
    report?.({ step: 'Measuring latency', done: turn + 1, total: most });
    // What fails every time would do so until the time is over.
    if (turn + 1 >= most || (runs.length === 0 && failures >= hopeless)) return 'most-runs';
    if (clock() > until) return 'time';
    if (runs.length < look) return undefined;
    look = Math.ceil(look * growth);
    return isNarrow(runs, precision) ? 'narrow-enough' : undefined;
  };
  for (let turn = 0; ; turn++) {
    throwIfCancelled(signal);
    const run = await call(turn);
    const fixed = await yardstick?.(0);
    const end = delay.without(() => count(turn, run, fixed));
    if (end === undefined) continue;
    throwIfCancelled(signal);
    return { runs, beside, failures, end };
  }
}

/** The middle of each group of runs; none of nothing. */
function grouped(runs: readonly OfInput[]): readonly number[] {
  if (runs.length === 0) return [];
  const count = Math.min(groups, Math.max(fewestGroups, Math.floor(runs.length / inputsIn(runs))));
  return batched(runs, count, (stretch) => overInputs(stretch, (values) => median([...values])));
}

function isNarrow(all: readonly Run[], precision: number): boolean {
  const { warmUp, runs } = withoutWarmUp(all);
  if (warmUp.kind === 'unsteady' || runs.length < leastRuns) return false;
  const { value, low, high } = medianOf(runs);
  if (low === undefined || high === undefined) return false;
  return Math.max(high - value, value - low) <= precision * value;
}
