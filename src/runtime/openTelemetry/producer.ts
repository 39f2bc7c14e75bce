import type { HrTime, ValueType } from '@opentelemetry/api';
import type {
  AggregationTemporality,
  CollectionResult,
  DataPoint,
  DataPointType,
  MetricData,
  MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { Reporter } from '../routing/report.ts';
import { By } from './by.ts';
import { addDuration, bounds, noDurations } from './durations.ts';
import { durationsAre, tallies } from './tallies.ts';

// The SDK's own numbers, so that apps that have a meter and no SDK can import this.
const integer: ValueType.INT = 0;
const double: ValueType.DOUBLE = 1;
const histogram: DataPointType.HISTOGRAM = 0;
const sum: DataPointType.SUM = 3;
const cumulative: AggregationTemporality.CUMULATIVE = 1;

type Resource = CollectionResult['resourceMetrics']['resource'];

/** A reader takes the one of its provider instead. */
const noResource: Resource = { attributes: {}, merge: (other) => other ?? noResource, getRawAttributes: () => [] };

/**
 * The same metrics as of a meter, counted here and handed to a reader of the SDK as they stand when it collects: one of its
 * `metricProducers`. It is for apps with many requests, since the SDK makes a key of the attributes of whatever it counts.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/sdk/#metricproducer
 */
export function openTelemetryProducer(): Reporter & MetricProducer {
  const began = Date.now();
  const startTime = timeOf(began);
  const durations = new By(['speaks'], noDurations);
  const { counters, reporter } = tallies((seconds, served, speaks) =>
    addDuration(durations.of(served, speaks), seconds),
  );

  function metrics(): MetricData[] {
    // Not before the beginning, where the clock was set back since.
    const endTime = timeOf(Math.max(began, Date.now()));
    const points = <Leaf extends object, Value>(by: By<Leaf>, asValue: (leaf: Leaf) => Value) => {
      const all: DataPoint<Value>[] = [];
      by.each((leaf, attributes) => all.push({ startTime, endTime, attributes, value: asValue(leaf) }));
      return all;
    };
    const counted = counters.map(
      ({ name, description, counts }): MetricData => ({
        descriptor: { name, description, unit: '', valueType: integer },
        aggregationTemporality: cumulative,
        dataPointType: sum,
        isMonotonic: true,
        dataPoints: points(counts, ({ count }) => count),
      }),
    );
    const took: MetricData = {
      descriptor: { ...durationsAre, valueType: double },
      aggregationTemporality: cumulative,
      dataPointType: histogram,
      dataPoints: points(durations, ({ counts, ...rest }) => ({
        ...rest,
        buckets: { boundaries: [...bounds], counts: [...counts] },
      })),
    };
    return [...counted, took].filter(({ dataPoints }) => dataPoints.length > 0);
  }

  return {
    ...reporter,
    collect: async () => ({
      resourceMetrics: {
        resource: noResource,
        scopeMetrics: [{ scope: { name: 'toolwright/runtime' }, metrics: metrics() }],
      },
      errors: [],
    }),
  };
}

const timeOf = (milliseconds: number): HrTime => [Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1e6];
