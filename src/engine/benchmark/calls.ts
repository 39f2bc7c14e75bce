import { hash } from 'node:crypto';
import type { Call } from '#capability/benchmark';
import { portsOf } from '#capability/verification';
import type { Capability, Example, PlainData, RunResult } from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';

/** The examples that have a value to come to: what refuses its input is quick, and says nothing of the others. */
export function timedExamples({ examples }: Capability): readonly Example[] {
  return examples.filter(({ output }) => output !== undefined);
}

/** Names what a capability is called with: an input, and the world that it meets. */
const inputOf = ({ input, world }: Example): string => digest([input, world]);

/** The same for the same inputs, in whatever order. */
export const inputsHashOf = (examples: readonly Example[]): string =>
  digest([...new Set(examples.map(inputOf))].sort());

const digest = (value: unknown): string => hash('sha256', JSON.stringify(value), 'hex').slice(0, 16);

/** The calls of a capability in a sandbox. */
export interface Calling {
  readonly sandbox: SandboxHolder;
  readonly capability: Capability;
  /** One at least. */
  readonly examples: readonly Example[];
  readonly signal: AbortSignal | undefined;
}

/** Calls a capability with the inputs of examples in turn, on their recorded worlds. */
export function callsOf({ examples, ...calling }: Calling): Call {
  const named = examples.map((example) => ({ ...example, name: inputOf(example) }));
  return async (turn) => {
    const example = named[turn % named.length] as Example;
    return timed(await runOf(calling, example), example.name);
  };
}

/** What the first of the examples that comes to no value comes to, in a sentence; undefined where all do. */
export async function failureOf({ examples, ...calling }: Calling): Promise<string | undefined> {
  for (const example of examples) {
    const result = await runOf(calling, example);
    if (result.status !== 'ok') return `Its example “${example.name}” ends with ${result.status}: ${result.message}`;
  }
  return undefined;
}

const runOf = ({ sandbox, capability, signal }: Omit<Calling, 'examples'>, { input, world }: Example) =>
  sandbox.run(capability, input as PlainData, portsOf(world), { signal });

function timed({ status, usage }: RunResult, input: string): Awaited<ReturnType<Call>> {
  if (status !== 'ok') return undefined;
  const { wallMs, cpuMs, peakHeapBytes, outsideBytes } = usage;
  // A call takes some time, whatever a coarse clock says.
  return {
    ms: Math.max(wallMs, 1e-3),
    ...(cpuMs > 0 ? { cpuMs } : {}),
    heapBytes: peakHeapBytes,
    ...(outsideBytes === undefined ? {} : { outsideBytes }),
    input,
  };
}
