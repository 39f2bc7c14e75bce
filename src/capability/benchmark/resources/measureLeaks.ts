import { type TaskOptions, throwIfCancelled } from '#base';
import type { Example, LeakReport, MemoryPoint, RecordedWorld, RunLimits, RunResult } from '#protocol';
import { leakVerdict } from './leaks.ts';
import { type SoakInput, soakInput } from './soak.ts';

/** Engines, each with so many times as many calls as the first. */
const engines = 10;
/** Calls of the first engine: slow ones are few, so that all of it ends; more of quick ones would tell no more. */
const [fewest, most] = [2, 5000];
/** Shorter trials tell more of the start of an engine than of the calls. */
const tellingMs = 250;

/** Many calls in one engine: what a {@link soaking} program is run with, whose memory is collected at the end. */
export interface Soak {
  readonly input: SoakInput;
  readonly world: RecordedWorld | undefined;
  readonly limits: RunLimits;
}

export interface LeakOptions extends TaskOptions {
  /** That come to a value; one at least. */
  readonly examples: readonly Example[];
  /** Of a single call. */
  readonly limits: RunLimits;
  /** Milliseconds that all calls may take together, if the machine lets them. */
  readonly longestMs: number;
  readonly run: (soak: Soak) => Promise<RunResult>;
}

/** Measures what calls leave behind, in engines that make more and more of them. @throws CancelledError */
export async function measureLeaks({
  examples,
  limits,
  longestMs,
  run,
  signal,
  report,
}: LeakOptions): Promise<LeakReport> {
  const [first] = examples as readonly [Example, ...Example[]];
  // An engine has one world: the inputs are those of the examples that share the first one's.
  const world = JSON.stringify(first.world);
  const inputs = examples
    .filter((example) => JSON.stringify(example.world) === world)
    .map(({ input }) => input ?? null);
  const calls = (count: number) =>
    run({ input: soakInput(inputs, count), world: first.world, limits: limitsFor(limits, count) });
  let count = fewest;
  let trial = await calls(count);
  while (trial.status === 'ok' && trial.usage.wallMs < tellingMs && count < most) {
    count *= 4;
    trial = await calls(count);
  }
  if (trial.status === 'ok' && trial.usage.left === undefined) {
    const words =
      'This sandbox cannot tell what is left in memory; those with V8 can: isolate, bubblewrap and container.';
    return { verdict: 'not-measured', words, points: [] };
  }
  const perCall = trial.usage.wallMs / count;
  const share = Math.min(most, Math.max(fewest, longestMs / perCall / ((engines * (engines + 1)) / 2)));
  let points: readonly MemoryPoint[] = [];
  // What leaks much meets its limit with that many calls: then fewer have to do.
  for (let each = share; points.length < engines && each >= 2; each /= 10) {
    const got = await pointsOf(calls, each, { signal, report });
    if (got.length > points.length) points = got;
  }
  return leakVerdict(points);
}

/** What is left after more and more calls, up to the first engine that comes to no value. */
async function pointsOf(
  calls: (count: number) => Promise<RunResult>,
  each: number,
  { signal, report }: TaskOptions,
): Promise<readonly MemoryPoint[]> {
  const points: MemoryPoint[] = [];
  for (let at = 1; at <= engines; at++) {
    throwIfCancelled(signal);
    report?.({ step: 'Looking for leaks', done: at, total: engines });
    const count = Math.round(each * at);
    const { status, usage } = await calls(count);
    if (status !== 'ok' || usage.left === undefined) break;
    points.push({ calls: count, ...usage.left });
  }
  return points;
}

/** As for single calls, so many times. */
function limitsFor(limits: RunLimits, calls: number): RunLimits {
  const times = <const K extends keyof RunLimits>(...names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, limits[name] * calls]));
  return {
    ...limits,
    ...times('wallMs', 'cpuMs', 'calls', 'writtenBytes', 'readBytes', 'logBytes'),
    inputBytes: limits.inputBytes * 4,
  };
}
