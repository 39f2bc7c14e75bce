import type { Labels, Reporter } from '../routing/report.ts';
import { By } from './by.ts';

/** A number of things, which only grows. */
export interface Count {
  count: number;
}

/** A counter that is exported. */
export interface Counter {
  readonly name: string;
  readonly description: string;
  readonly counts: By<Count>;
}

/** Of a request whose user nobody knows, or that is compared with none. */
const unlabelled: Labels = { stratum: 'none', speaks: 'no' };

/** Who served a request that nothing serves. */
const nobody = {};

export const durationsAre = {
  name: 'toolwright_request_duration_seconds',
  description: 'How long requests took, failed ones too.',
  unit: 's',
} as const;

/**
 * Counts requests by how they ended, opinions, and runs in the shadow, until somebody collects the counts. docs/metrics.md has
 * the names, and says what is made of them. Counters of OpenTelemetry's API would make a key of the attributes of each request.
 * @param took is told how long a request took that a version served or failed, by its attributes
 */
export function tallies(took: (seconds: number, served: object, speaks: string) => void) {
  const counter = (name: string, description: string, labels: readonly string[]): Counter => ({
    name,
    description,
    counts: new By(labels, () => ({ count: 0 })),
  });
  const requests = counter('toolwright_requests_total', 'Requests by how they ended.', [
    'outcome',
    'stratum',
    'speaks',
  ]);
  const feedback = counter('toolwright_feedback_total', 'Opinions of users.', ['rating', 'speaks']);
  const shadows = counter('toolwright_shadow_total', 'Runs beside the version in use, by how they compared.', [
    'result',
  ]);
  const reporter: Reporter = {
    ended({ outcome, served, labels = unlabelled, milliseconds }) {
      if (served === undefined) {
        requests.counts.of(nobody, outcome).count++;
        return;
      }
      requests.counts.of(served, outcome, labels.stratum, labels.speaks).count++;
      took(milliseconds / 1000, served, labels.speaks);
    },
    opinion({ served, rating, speaks }) {
      feedback.counts.of(served, rating, speaks).count++;
    },
    shadow({ capability, version, result }) {
      shadows.counts.of({ capability, version }, result).count++;
    },
  };
  return { counters: [requests, feedback, shadows], reporter };
}
