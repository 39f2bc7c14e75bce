import { median } from 'simple-statistics';
import { type TaskOptions, ToolwrightError } from '#base';
import { type Latency, measureCollections, measureLeaks, type Soak, soaking } from '#capability/benchmark';
import { portsOf } from '#capability/verification';
import { type Capability, type CollectionReport, defaultLimits, type Example, type ResourceReport } from '#protocol';
import type { SandboxHolder } from '../capabilities/sandboxHolder.ts';

/** Milliseconds of looking for leaks, for each second that latency may take. */
const msPerSecond = 200;

export interface ResourceSubject {
  readonly capability: Capability;
  /** That have a value to come to; one at least. */
  readonly examples: readonly Example[];
  /** The calls whose latency was measured. */
  readonly measured: Latency;
  readonly sandbox: SandboxHolder;
  /** One that counts garbage collections, which the other one has not to do beside what it measures. */
  readonly counting: SandboxHolder;
}

/** What calls use, and what they leave behind. @throws CancelledError */
export async function resourcesOf(
  { capability, examples, measured, sandbox, counting }: ResourceSubject,
  { signal, report, seconds }: TaskOptions & { readonly seconds: number },
): Promise<ResourceReport> {
  const limits = { ...defaultLimits, ...capability.manifest.limits };
  const soaksIn =
    (holder: SandboxHolder, collect: boolean) =>
    ({ input, world, limits: ofAll }: Soak) =>
      holder.run(capability, input, portsOf(world), { signal, change: { program: soaking, limits: ofAll, collect } });
  const soaks = { examples, limits, signal, report };
  const leaks = await measureLeaks({
    ...{ ...soaks, longestMs: seconds * msPerSecond },
    run: soaksIn(sandbox, true),
  });
  const collections = await toldWhyNot(measureCollections({ ...soaks, run: soaksIn(counting, false) }));
  const { runs } = measured;
  const outside = runs.flatMap(({ outsideBytes }) => outsideBytes ?? []);
  return {
    heapBytes: median(runs.map((run) => run.heapBytes)),
    ...(outside.length === 0 ? {} : { outsideBytes: median(outside) }),
    collections,
    leaks,
  };
}

/** A sandbox that cannot be opened to count them, as with an older Node, is no reason to lose all other figures. */
async function toldWhyNot(counted: Promise<CollectionReport>): Promise<CollectionReport> {
  try {
    return await counted;
  } catch (error) {
    if (!ToolwrightError.is(error, 'sandbox-unavailable')) throw error;
    return { words: `Not measured: counting needs a sandbox with Node 24.12 or newer. ${error.message}` };
  }
}
