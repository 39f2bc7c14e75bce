import { median } from 'simple-statistics';
import type { TaskOptions } from '#base';
import { type Latency, measureLeaks, soaking } from '#capability/benchmark';
import { portsOf } from '#capability/verification';
import { type Capability, defaultLimits, type Example, type ResourceReport } from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';

/** Looking for leaks takes a fifth of what latency may take, and no more than this. */
const longestMs = 4000;

/** What calls use, and what they leave behind. @param measured the calls whose latency was measured */
export async function resourcesOf(
  sandbox: SandboxHolder,
  capability: Capability,
  examples: readonly Example[],
  { runs, ownDelayMs }: Latency,
  { signal, report, seconds }: TaskOptions & { readonly seconds: number },
): Promise<ResourceReport> {
  const leaks = await measureLeaks({
    examples,
    limits: { ...defaultLimits, ...capability.manifest.limits },
    longestMs: Math.min(longestMs, seconds * 200),
    run: ({ input, world, limits }) =>
      sandbox.run(capability, input, portsOf(world), { signal, change: { program: soaking, limits, collect: true } }),
    ...{ signal, report },
  });
  return { heapBytes: median(runs.map((run) => run.heapBytes)), ownDelayMs, leaks };
}
