import type { Logger } from '#base';
import type { SimulationOptions } from '#capability/rollout';
import type { SourceTools } from '#capability/safety';
import type { CapabilitySession, DiscoverySession, GraphSession, PolicySimulation } from '#protocol';
import type { CapabilitySettings } from './capabilities/settings.ts';
import type { DiscoverySettings } from './discovery/settings.ts';
import { LocalGraphSession } from './localGraphSession.ts';
import type { GraphSessionOptions } from './options.ts';
import type { RolloutPolicySource } from './rollout/simulateRollouts.ts';
import type { WatchEvent } from './rollout/watchEvents.ts';
import type { WatchSettings } from './rollout/watchRollouts.ts';

export type { WatchEvent } from './rollout/watchEvents.ts';

/** Opens a session in this thread: for programs that have nothing else to do. */
export function createGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return new LocalGraphSession(settings, logger);
}

/**
 * Opens a capability session in this thread. Nothing of it is loaded before.
 * @param options.tools another's, who ends them; without them the session has its own
 * @throws ToolwrightError `prometheus-address`
 */
export async function createCapabilitySession({
  logger,
  tools,
  ...settings
}: CapabilitySettings & {
  readonly logger: Logger;
  readonly tools?: SourceTools | undefined;
}): Promise<CapabilitySession> {
  const { fleetSource } = await import('./rollout/fleetSource.ts');
  // Whoever has typed an address that cannot be used is told before anything is done.
  fleetSource(settings.prometheus);
  const { LocalCapabilitySession } = await import('./capabilities/localCapabilitySession.ts');
  return new LocalCapabilitySession(settings, logger, tools);
}

/**
 * For whoever is about to make a capability of that name, which takes a while.
 * @param root the workspace folder, absolute
 * @throws ToolwrightError `capability-exists`
 */
export async function refuseExistingCapability(root: string, name: string): Promise<void> {
  const { refuseExisting } = await import('#capability/package');
  refuseExisting(root, name);
}

/** Opens a session that looks for gaps, in this thread. Nothing of it is loaded before. */
export async function createDiscoverySession({
  logger,
  ...settings
}: DiscoverySettings & { readonly logger: Logger }): Promise<DiscoverySession> {
  const { LocalDiscoverySession } = await import('./discovery/localDiscoverySession.ts');
  return new LocalDiscoverySession(settings, logger);
}

/** Tries a rollout policy out on simulated users, in this thread. Nothing of it is loaded before. */
export async function simulateRollouts(
  source: RolloutPolicySource,
  options: SimulationOptions,
): Promise<PolicySimulation> {
  const simulation = await import('./rollout/simulateRollouts.ts');
  return simulation.simulateRollouts(source, options);
}

/** The controller of a fleet's rollouts, in this thread. Nothing of it is loaded before. Ends by a CancelledError. */
export async function watchRollouts(
  settings: WatchSettings,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<never> {
  const controller = await import('./rollout/watchRollouts.ts');
  return controller.watchRollouts(settings, tell, signal);
}
