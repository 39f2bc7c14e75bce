import type { Call } from '#capability/benchmark';
import { portsOf } from '#capability/verification';
import type { Capability, Example, PlainData, RunResult } from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';

/** The examples that have a value to come to: what refuses its input is quick, and says nothing of the others. */
export function timedExamples({ examples }: Capability): readonly Example[] {
  return examples.filter(({ output }) => output !== undefined);
}

/** Calls a capability with the inputs of examples in turn, on their recorded worlds. @param examples one at least */
export function callsOf(
  sandbox: SandboxHolder,
  capability: Capability,
  examples: readonly Example[],
  signal: AbortSignal | undefined,
): Call {
  return async (turn) => {
    const input = turn % examples.length;
    const example = examples[input] as Example;
    return timed(await sandbox.run(capability, example.input as PlainData, portsOf(example.world), { signal }), input);
  };
}

function timed({ status, usage }: RunResult, input: number): Awaited<ReturnType<Call>> {
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
