import { prometheusAddress, prometheusSource } from '#capability/rollout';
import type { RolloutPorts } from './rollouts.ts';

/** A Prometheus that scrapes a fleet. */
export interface FleetMetrics {
  readonly url: string;
  /** For secrets, see `prometheusAddress`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Where rollouts read what has become of requests: in a Prometheus, or in the journal where none is named.
 * @returns its name for people, and the source that `Rollouts` takes
 * @throws ToolwrightError `prometheus-address`
 */
export function fleetSource(metrics: FleetMetrics | undefined): {
  readonly name: string;
  readonly source?: RolloutPorts['source'];
} {
  if (metrics === undefined) return { name: 'the journal' };
  const address = prometheusAddress(metrics.url, metrics.environment);
  return {
    name: `Prometheus at ${address.url}`,
    source: (observed, policy) => prometheusSource({ address, policy, observed }),
  };
}
