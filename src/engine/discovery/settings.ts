import type { CapabilitySettings } from '../capabilities/settings.ts';

/** What a discovery session needs to know. Plain data, so that it can be handed to a worker thread. */
export type DiscoverySettings = Pick<CapabilitySettings, 'root' | 'retention'>;
