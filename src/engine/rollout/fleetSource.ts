import { ToolwrightError } from '#base';
import { type ObservationSource, type Patience, prometheusAddress, prometheusSource } from '#capability/rollout';
import type { SourceOf } from './observers.ts';

/** A Prometheus that scrapes a fleet. */
export interface FleetMetrics {
  readonly url: string;
  /** For secrets, see `prometheusAddress`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Settings of the workspace have chosen it: secrets of the user are not sent there. */
  readonly isOfWorkspace?: boolean;
  /** How long an answer is waited for; as long as a controller does by default. */
  readonly patience?: Patience;
  /** How long a status waits for figures, in milliseconds: later ones are news. Until they are there by default. */
  readonly statusWithin?: number;
}

interface FleetSource {
  readonly name: string;
  readonly source?: SourceOf;
}

/**
 * Where rollouts read what has become of requests: in a Prometheus, or in the journal where none is named.
 * @returns its name for people, and the source that `Rollouts` takes
 * @throws ToolwrightError `prometheus-address`
 */
export function fleetSource(metrics: FleetMetrics | undefined): FleetSource {
  if (metrics === undefined) return { name: 'the journal' };
  const { url, environment, isOfWorkspace, patience } = metrics;
  const address = prometheusAddress(url, environment, isOfWorkspace);
  return {
    name: `Prometheus at ${address.url}`,
    source: (observed, policy) =>
      prometheusSource({ address, policy, observed, ...(patience === undefined ? {} : { patience }) }),
  };
}

/** The same where all else has to go on: by an address that cannot be used nothing is ever read, and its rollouts say why. */
export function fleetSourceOrSilence(metrics: FleetMetrics | undefined): FleetSource {
  try {
    return fleetSource(metrics);
  } catch (error) {
    if (!ToolwrightError.is(error)) throw error;
    const name = 'Prometheus';
    const reason = [error.message, error.hint].filter(Boolean).join(' ');
    const silence: ObservationSource = {
      name,
      read: async (cursor = null) => ({
        ...{ state: { kind: 'unreachable', reason }, observations: [], cursor, more: false, notes: [], latency: {} },
      }),
    };
    return { name, source: () => silence };
  }
}
