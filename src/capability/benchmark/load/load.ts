import { type TaskOptions, throwIfCancelled } from '#base';
import type { LoadPlan, LoadReport, LoadStep, Percentile } from '#protocol';
import type { Call } from '../call.ts';
import { percentilesOf } from '../latency/histogram.ts';

/**
 * A rate is kept up with when so much is answered, with a value, as would be if no call had to wait for those before it. The last
 * calls are still under way when the time is over, however low the rate is: that is no failure of slow calls.
 */
const kept = 0.95;
/** With so many calls that wait a rate is not kept up with, whatever comes: more would fill the memory. */
const mostWaiting = 10_000;
/** Answers are waited for so long after the last call was begun, of slow calls for twice what they take; what is not there then was not kept up with. */
const patienceMs = 2000;

interface Tally {
  /** Of calls that are answered with a value, from when they were to start. */
  readonly latencies: number[];
  /** The same of calls that came to no value. */
  readonly failed: number[];
  /** Turns that are not answered yet, and when they were to start. */
  readonly waiting: Map<number, number>;
  calls: number;
  latestStartMs: number;
  /** That a worker took for a call. */
  longestMs: number;
  /** Answered with a value before the step's time was over; of those that were under way then, the part that was done. */
  inTime: number;
  /** The same, had every call been taken up when it was to start. */
  couldBe: number;
}

/**
 * Puts calls under load, step by step, up to the first rate that is not kept up with. Latency counts from when a call was to
 * start: where calls wait for those before them, that is part of what users wait for (no coordinated omission; Tene 2013).
 * @param workers the calls that can be under way at the same time
 * @throws CancelledError
 */
export async function putUnderLoad(
  call: Call,
  plan: LoadPlan,
  { workers, signal, report }: TaskOptions & { readonly workers: number },
): Promise<LoadReport> {
  const levels = plan.model === 'open' ? plan.rates : plan.users;
  const steps: LoadStep[] = [];
  for (const [at, offered] of levels.entries()) {
    throwIfCancelled(signal);
    report?.({ step: 'Putting it under load', done: at, total: levels.length });
    const tally: Tally = {
      ...{ latencies: [], failed: [], waiting: new Map(), calls: 0 },
      ...{ latestStartMs: 0, longestMs: 0, inTime: 0, couldBe: 0 },
    };
    const patience = () => Math.max(patienceMs, 2 * tally.longestMs);
    const ms = plan.secondsEach * 1000;
    const began = performance.now();
    const timed = timing(call, tally, began + ms);
    let isWhole = true;
    if (plan.model === 'open') isWhole = await arrivals(timed, offered, ms, { patience, signal });
    else await users(timed, offered, plan.thinkMs, ms, signal);
    throwIfCancelled(signal);
    const end = performance.now();
    // To leave out those that are slowest of all would be omission again: they took this long at least.
    const unanswered = Array.from(tally.waiting.values(), (intended) => end - intended);
    steps.push({
      model: plan.model,
      offered,
      calls: tally.calls,
      failures: tally.failed.length,
      ...(unanswered.length === 0 ? {} : { unanswered: unanswered.length }),
      answeredShare: tally.inTime / (tally.couldBe + unanswered.length || 1),
      throughput: (tally.inTime * 1000) / (isWhole ? ms : Math.min(ms, end - began)),
      percentiles: percentilesWith([...tally.latencies, ...unanswered], tally.failed),
      latestStartMs: tally.latestStartMs,
    });
    // More would only make the queue longer.
    if (plan.model === 'open' && notKept(steps.at(-1) as LoadStep) !== undefined) break;
  }
  return { workers, steps, ...saturationOf(plan, steps) };
}

/**
 * Calls that came to no value took as long as it was waited for them: who leaves those out that ran into their time limit leaves out the
 * slowest. But what fails at once is no quick answer, so they never make a percentile better than it is without them.
 */
function percentilesWith(ms: readonly number[], failed: readonly number[]): readonly Percentile[] {
  const without = new Map(percentilesTold(ms).map(({ percent, ms: value }) => [percent, value]));
  return percentilesTold([...ms, ...failed]).map(({ percent, ms: value }) => ({
    percent,
    ms: Math.max(value, without.get(percent) ?? 0),
  }));
}

/** Those that so many calls can tell: the slowest of ten stands for p95, and beyond it nothing is known. */
const percentilesTold = (ms: readonly number[]): readonly Percentile[] =>
  percentilesOf(ms).filter(({ percent }) => percent <= 100 - 50 / ms.length);

/** Makes a call that was to start at a moment, and notes how it went. */
type TimedCall = (turn: number, intended: number) => Promise<void>;

function timing(call: Call, tally: Tally, until: number): TimedCall {
  return async (turn, intended) => {
    tally.calls++;
    tally.latestStartMs = Math.max(tally.latestStartMs, performance.now() - intended);
    tally.waiting.set(turn, intended);
    const run = await call(turn).finally(() => tally.waiting.delete(turn));
    const now = performance.now();
    if (run === undefined) tally.failed.push(now - intended);
    else {
      tally.latencies.push(now - intended);
      tally.longestMs = Math.max(tally.longestMs, run.ms);
      const doneFrom = (start: number) => Math.min(1, Math.max(0, until - start) / run.ms);
      tally.inTime += doneFrom(now - run.ms);
      tally.couldBe += doneFrom(intended);
    }
  };
}

/**
 * Begins so many calls a second, evenly, whatever becomes of those before, unless too many wait.
 * @returns whether it went on to the end
 */
async function arrivals(
  call: TimedCall,
  rate: number,
  ms: number,
  { patience, signal }: Pick<TaskOptions, 'signal'> & { readonly patience: () => number },
): Promise<boolean> {
  const began = performance.now();
  const open = new Set<Promise<void>>();
  const lost: unknown[] = [];
  const goesOn = () => open.size < mostWaiting && lost.length === 0 && !signal?.aborted;
  let turn = 0;
  for (; (turn * 1000) / rate < ms && goesOn(); turn++) {
    const intended = began + (turn * 1000) / rate;
    const early = intended - performance.now();
    if (early > 0) await pause(early, signal);
    // A promise of its own: what it waits for is its own affair. What it is lost by is told below, when somebody listens.
    const under = call(turn, intended)
      .catch((error) => void lost.push(error))
      .finally(() => open.delete(under));
    open.add(under);
  }
  await Promise.race([Promise.all(open), pause(patience(), signal)]);
  if (lost.length > 0) throw lost[0];
  return (turn * 1000) / rate >= ms;
}

/** So many users, each of whom waits for the answer, thinks, and calls again. */
async function users(
  call: TimedCall,
  count: number,
  thinkMs: number,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const until = performance.now() + ms;
  let turn = 0;
  const one = async (place: number) => {
    // Not all at once: they come in over the first think time.
    let intended = performance.now() + (place * thinkMs) / count;
    while (intended < until && !signal?.aborted) {
      const early = intended - performance.now();
      if (early > 0) await pause(early, signal);
      if (signal?.aborted) return;
      await call(turn++, intended);
      intended = performance.now() + thinkMs;
    }
  };
  await Promise.all(Array.from({ length: count }, (_, place) => one(place)));
}

/** Waits, or until it is cancelled. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    if (signal?.aborted) done();
  });
}

/** Why a rate was not kept up with; undefined where it was. */
function notKept({
  offered,
  calls,
  failures,
  unanswered = 0,
  answeredShare = 1,
  throughput,
}: LoadStep): string | undefined {
  if (failures > (1 - kept) * calls) return `${failures} of ${calls} calls came to no value`;
  if (answeredShare >= kept) return undefined;
  const never = unanswered === 0 ? '' : `, and ${unanswered} of ${calls} were never answered`;
  return `${Number(throughput.toFixed(1))} of ${offered} calls a second were answered, because they waited for each other${never}`;
}

function saturationOf({ model }: LoadPlan, steps: readonly LoadStep[]): Pick<LoadReport, 'saturation'> {
  if (model === 'closed') return {};
  const failed = steps.find((step) => notKept(step) !== undefined);
  const keptUp = steps.filter((step) => notKept(step) === undefined).at(-1);
  if (keptUp === undefined && failed === undefined) return {};
  const reason = failed && notKept(failed);
  return {
    saturation: {
      keptUp: keptUp?.offered ?? 0,
      ...(failed === undefined ? {} : { failedAt: failed.offered }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}
