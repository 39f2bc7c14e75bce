import type { CapabilitySettings } from '../capabilities/settings.ts';

/** What a discovery session needs to know. Plain data, so that it can be handed to a worker thread. */
export interface DiscoverySettings extends Pick<CapabilitySettings, 'root' | 'retention'> {
  /** Globs of the files that apps write outcomes of requests to, relative to the folder, and URLs that give them; the usual files unless given. */
  readonly outcomes?: readonly string[] | undefined;
  /** Globs of the files that test runners write results to. */
  readonly testResults?: readonly string[] | undefined;
}
