import { median } from 'simple-statistics';
import type { TaskOptions } from '#base';
import type { Latency } from '#capability/benchmark';
import type { Capability, Example, ResourceReport } from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';
import { soak } from './soak.ts';

/** What calls use, and what they leave behind. @param measured the calls whose latency was measured */
export async function resourcesOf(
  sandbox: SandboxHolder,
  capability: Capability,
  examples: readonly Example[],
  { runs, ownDelayMs }: Latency,
  task: TaskOptions & { readonly seconds: number },
): Promise<ResourceReport> {
  const heapBytes = median(runs.map((run) => run.heapBytes));
  return { heapBytes, ownDelayMs, leaks: await soak(sandbox, capability, examples, task) };
}
