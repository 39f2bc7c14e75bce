import type { Attributes, Meter } from '@opentelemetry/api';
import type { Reporter } from '../routing/report.ts';
import { By } from './by.ts';
import { bounds } from './durations.ts';
import { durationsAre, tallies } from './tallies.ts';

/**
 * Reports to a meter, wherever it comes from: requests by how they ended, how long they took, opinions, and runs in the
 * shadow. Its histogram costs several microseconds a request; `openTelemetryProducer` does without.
 */
export function openTelemetry(meter: Meter): Reporter {
  const { name, ...options } = durationsAre;
  const histogram = meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: [...bounds] } });
  const attributes = new By<{ of?: Attributes }>(['speaks'], () => ({}));
  const { counters, reporter } = tallies((seconds, served, speaks) => {
    const known = attributes.of(served, speaks);
    known.of ??= { ...served, speaks };
    histogram.record(seconds, known.of);
  });
  for (const { name, description, counts } of counters) {
    meter.createObservableCounter(name, { description }).addCallback((result) => {
      counts.each(({ count }, attributes) => result.observe(count, attributes));
    });
  }
  return reporter;
}
