/** `toolwright/runtime/opentelemetry`: what became of requests, as metrics of OpenTelemetry. */
import type { Attributes, Meter } from '@opentelemetry/api';
import type { Reporter } from '../routing/report.ts';
import { Counts } from './counts.ts';

/** Seconds. Among them are the limits that policies usually set, so that the share above a limit can be told exactly. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Reports to a meter: requests by how they ended, how long they took, opinions, and runs in the shadow. docs/metrics.md
 * has the names, and says what is made of them.
 *
 * Requests are counted here and handed over when they are collected: a counter of the API makes a key of the attributes
 * of each request.
 */
export function openTelemetry(meter: Meter): Reporter {
  const observed = (name: string, description: string, labels: readonly string[]): Counts => {
    const counts = new Counts(labels);
    meter.createObservableCounter(name, { description }).addCallback((result) => {
      counts.each((count, attributes) => result.observe(count, attributes));
    });
    return counts;
  };
  const version = ['capability', 'version', 'variant'];
  const requests = observed('toolwright_requests_total', 'Requests by how they ended.', [
    ...version,
    'outcome',
    'stratum',
    'speaks',
  ]);
  const feedback = observed('toolwright_feedback_total', 'Opinions of users.', [...version, 'rating', 'speaks']);
  const shadows = observed('toolwright_shadow_total', 'Runs beside the version in use, by how they compared.', [
    'capability',
    'version',
    'result',
  ]);
  const duration = meter.createHistogram('toolwright_request_duration_seconds', {
    description: 'How long requests took, failed ones too.',
    unit: 's',
    advice: { explicitBucketBoundaries: bounds },
  });
  const known = new Map<string, Map<string, Attributes>>();

  /** The same object for the same labels. */
  function attributesOf(
    {
      capability,
      version,
      variant,
    }: { readonly capability: string; readonly version: string; readonly variant: string },
    speaks: string,
  ): Attributes {
    const key = `${capability} ${version} ${variant}`;
    let bySpeaks = known.get(key);
    if (bySpeaks === undefined) {
      bySpeaks = new Map();
      known.set(key, bySpeaks);
    }
    let attributes = bySpeaks.get(speaks);
    if (attributes === undefined) {
      attributes = { capability, version, variant, speaks };
      bySpeaks.set(speaks, attributes);
    }
    return attributes;
  }

  return {
    ended({ outcome, served, milliseconds }) {
      if (served === undefined) {
        requests.add(undefined, undefined, undefined, outcome, undefined, undefined);
        return;
      }
      const { labels } = served;
      const speaks = labels?.speaks ?? 'no';
      requests.add(served.capability, served.version, served.variant, outcome, labels?.stratum ?? 'none', speaks);
      duration.record(milliseconds / 1000, attributesOf(served, speaks));
    },
    opinion(opinion) {
      feedback.add(opinion.capability, opinion.version, opinion.variant, opinion.rating, opinion.speaks);
    },
    shadow(shadow) {
      shadows.add(shadow.capability, shadow.version, shadow.result);
    },
  };
}
