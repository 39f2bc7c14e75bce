import type { Example, RecordedWorld, RunLimits, RunResult } from '#protocol';
import { type SoakInput, soakInput } from './soak.ts';

/** Calls of the first engine: slow ones are few, so that all of it ends; more of quick ones would tell no more. */
export const [fewest, most] = [2, 5000];
/** Shorter trials tell more of the start of an engine than of the calls. */
const tellingMs = 250;

/** Many calls in one engine: what a `soaking` program is run with. */
export interface Soak {
  readonly input: SoakInput;
  readonly world: RecordedWorld | undefined;
  readonly limits: RunLimits;
}

export interface SoakOptions {
  /** That come to a value; one at least. */
  readonly examples: readonly Example[];
  /** Of a single call. */
  readonly limits: RunLimits;
  readonly run: (soak: Soak) => Promise<RunResult>;
}

/** Makes so many calls in one engine. */
export type Soaker = (calls: number) => Promise<RunResult>;

export function soakerOf({ examples, limits, run }: SoakOptions): Soaker {
  const [first] = examples as readonly [Example, ...Example[]];
  // An engine has one world: the inputs are those of the examples that share the first one's.
  const world = JSON.stringify(first.world);
  const inputs = examples
    .filter((example) => JSON.stringify(example.world) === world)
    .map(({ input }) => input ?? null);
  return (count) => run({ input: soakInput(inputs, count), world: first.world, limits: limitsFor(limits, count) });
}

/** Makes more and more calls until they tell of themselves more than of their engine's start. @returns the last trial, with a value or without */
export async function tellingTrial(soak: Soaker): Promise<{ readonly calls: number; readonly trial: RunResult }> {
  let calls = fewest;
  let trial = await soak(calls);
  while (trial.status === 'ok' && trial.usage.wallMs < tellingMs && calls < most) {
    calls = Math.min(most, calls * 4);
    trial = await soak(calls);
  }
  return { calls, trial };
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
