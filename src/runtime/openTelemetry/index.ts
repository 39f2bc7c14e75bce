/** `toolwright/runtime/opentelemetry`: what became of requests, as metrics of OpenTelemetry. */
import type { Attributes, Meter } from '@opentelemetry/api';
import type { Labels, Reporter, Served } from '../routing/report.ts';
import { CountsBy } from './counts.ts';

/** Seconds. Among them are the limits that policies usually set, so that the share above a limit can be told exactly. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of a request whose user nobody knows, or that is compared with none. */
const unlabelled: Labels = { stratum: 'none', speaks: 'no' };

/**
 * Reports to a meter: requests by how they ended, how long they took, opinions, and runs in the shadow. docs/metrics.md
 * has the names, and says what is made of them.
 *
 * Requests are counted here and handed over when they are collected: a counter of the API makes a key of the attributes
 * of each request.
 */
export function openTelemetry(meter: Meter): Reporter {
  const observed = (name: string, description: string, labels: readonly string[]): CountsBy => {
    const counts = new CountsBy(labels);
    meter.createObservableCounter(name, { description }).addCallback((result) => {
      counts.each((count, attributes) => result.observe(count, attributes));
    });
    return counts;
  };
  const requests = observed('toolwright_requests_total', 'Requests by how they ended.', [
    'outcome',
    'stratum',
    'speaks',
  ]);
  const feedback = observed('toolwright_feedback_total', 'Opinions of users.', ['rating', 'speaks']);
  const shadows = observed('toolwright_shadow_total', 'Runs beside the version in use, by how they compared.', [
    'result',
  ]);
  const duration = meter.createHistogram('toolwright_request_duration_seconds', {
    description: 'How long requests took, failed ones too.',
    unit: 's',
    advice: { explicitBucketBoundaries: bounds },
  });
  const ofDurations = new Map<Served, Map<string, Attributes>>();

  /** The same object for the same labels. */
  function attributesOf(served: Served, speaks: string): Attributes {
    let bySpeaks = ofDurations.get(served);
    if (bySpeaks === undefined) {
      bySpeaks = new Map();
      ofDurations.set(served, bySpeaks);
    }
    let attributes = bySpeaks.get(speaks);
    if (attributes === undefined) {
      attributes = { ...served, speaks };
      bySpeaks.set(speaks, attributes);
    }
    return attributes;
  }

  return {
    ended({ outcome, served, labels = unlabelled, milliseconds }) {
      if (served === undefined) {
        requests.add(nobody, outcome);
        return;
      }
      requests.add(served, outcome, labels.stratum, labels.speaks);
      duration.record(milliseconds / 1000, attributesOf(served, labels.speaks));
    },
    opinion({ served, rating, speaks }) {
      feedback.add(served, rating, speaks);
    },
    shadow({ capability, version, result }) {
      shadows.add({ capability, version }, result);
    },
  };
}

/** Who served a request that nothing serves. */
const nobody = {};
