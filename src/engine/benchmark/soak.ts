import { type TaskOptions, throwIfCancelled } from '#base';
import { leakVerdict, soakInput, soaking } from '#capability/benchmark';
import { portsOf } from '#capability/verification';
import {
  type Capability,
  defaultLimits,
  type Example,
  type LeakReport,
  type MemoryPoint,
  type RunLimits,
  type RunResult,
} from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';

/** Engines, each with so many times as many calls as the first. */
const engines = 10;
/** Calls of the first engine: enough for what engines themselves make on first calls, few enough to end soon. */
const [fewest, most] = [20, 5000];
/** Shorter trials tell more of the start of an engine than of the calls. */
const tellingMs = 250;
/** All of it, if the machine lets it: a fifth of what latency may take, and no more than this. */
const longestMs = 4000;

/** Measures what calls leave behind, in engines that make more and more of them. @param examples one at least */
export async function soak(
  sandbox: SandboxHolder,
  capability: Capability,
  examples: readonly Example[],
  { seconds, signal, report }: TaskOptions & { readonly seconds: number },
): Promise<LeakReport> {
  const [first] = examples as readonly [Example, ...Example[]];
  // An engine has one world: the inputs are those of the examples that share the first one's.
  const world = JSON.stringify(first.world);
  const inputs = examples
    .filter((example) => JSON.stringify(example.world) === world)
    .map(({ input }) => input ?? null);
  const calls = async (count: number): Promise<RunResult> => {
    const limits = limitsFor(capability, count);
    const change = { program: soaking, limits, collect: true };
    return sandbox.run(capability, soakInput(inputs, count), portsOf(first.world), { signal, change });
  };
  let count = fewest;
  let trial = await calls(count);
  while (trial.status === 'ok' && trial.usage.wallMs < tellingMs && count < most) {
    count *= 4;
    trial = await calls(count);
  }
  const perCall = trial.usage.wallMs / count;
  const share = Math.min(
    most,
    Math.max(fewest, Math.min(longestMs, seconds * 200) / perCall / ((engines * (engines + 1)) / 2)),
  );
  if (trial.status === 'ok' && trial.usage.left === undefined) {
    const words =
      'This sandbox cannot tell what is left in memory; those with V8 can: isolate, bubblewrap and container.';
    return { verdict: 'not-measured', words, points: [] };
  }
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
function limitsFor({ manifest }: Capability, calls: number): RunLimits {
  const limits = { ...defaultLimits, ...manifest.limits };
  const times = <const K extends keyof RunLimits>(...names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, limits[name] * calls]));
  return {
    ...limits,
    ...times('wallMs', 'cpuMs', 'calls', 'writtenBytes', 'readBytes', 'logBytes'),
    inputBytes: limits.inputBytes * 4,
  };
}
