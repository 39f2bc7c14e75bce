import type { Retention } from '#journal';
import type { RunnerName } from '#protocol';
import type { FleetMetrics } from '../rollout/fleetSource.ts';

/** What a capability session needs to know. Plain data, so that it can be handed to a worker thread. */
export interface CapabilitySettings {
  /** The workspace folder, absolute. */
  readonly root: string;
  /** `auto` takes the strongest runner that works here. */
  readonly runner: RunnerName | 'auto';
  /** A Node.js ≥ 24 for the sandbox's child processes, where this program does not run on one. */
  readonly node?: string | undefined;
  /** The folder of those that were fetched for it. */
  readonly runtimes?: string | undefined;
  /** The flag file of rollouts, absolute; the one of the workspace by default. */
  readonly flags?: string | undefined;
  /** Where rollouts read what has become of requests; the journal by default. */
  readonly prometheus?: FleetMetrics | undefined;
  /** How much the journal remembers. */
  readonly retention?: Retention | undefined;
}
