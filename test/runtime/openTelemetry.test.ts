import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import {
  type IMetricReader,
  MeterProvider,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRouter, type Reporter } from '../../src/runtime/index.ts';
import { openTelemetry, openTelemetryProducer } from '../../src/runtime/openTelemetry/index.ts';
import { flagDocument } from './flagDocument.ts';

const insider = { user: 'ada', groups: ['insiders'] };

/** Serves one request of a user by the new version, fails one, has an opinion and a run in the shadow. */
async function use(report: Reporter) {
  const versions = {
    '1.0.0': (text: string) => text.toUpperCase(),
    '2.0.0': (text: string) => {
      if (text === 'bad') throw new Error('a bug');
      return text.toUpperCase();
    },
  };
  const router = createRouter({ capabilities: { upper: { versions, shadow: true } }, flags: flagDocument(0), report });
  await router.ready;
  const { requestId } = await router.run('upper', 'good', insider);
  router.feedback(requestId, 'up');
  await router.run('upper', 'bad', insider);
  await router.run('upper', 'good', { user: 'bob' });
  router.missing('fly');
}

/** What OTLP says of a metric in JSON, a text for each of its series; all of them count from when the app began. */
function pointsOf({ name, sum, histogram }: OtlpMetric): string[] {
  const { aggregationTemporality, dataPoints } = sum ?? histogram ?? {};
  expect([aggregationTemporality, sum?.isMonotonic ?? true]).toEqual([2, true]);
  return (dataPoints ?? []).map(({ attributes, asInt, asDouble, count, bucketCounts }) => {
    const value = bucketCounts ? `${count} of ${bucketCounts.length} buckets` : (asInt ?? asDouble);
    return [name, value, ...attributes.map(({ key, value: { stringValue } }) => `${key}=${stringValue}`)].join(' ');
  });
}

interface OtlpMetric {
  readonly name: string;
  readonly sum?: OtlpPoints & { readonly isMonotonic: boolean };
  readonly histogram?: OtlpPoints;
}

interface OtlpPoints {
  readonly aggregationTemporality: number;
  readonly dataPoints: readonly {
    readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
    readonly asInt?: number;
    readonly asDouble?: number;
    readonly count?: number;
    readonly bucketCounts?: readonly number[];
  }[];
}

/** What an app reports to, with the reader that its metrics come out of. */
type Setup = (makeReader: (metricProducers: MetricProducer[]) => IMetricReader) => [MeterProvider, Reporter];

const throughMeter: Setup = (readerOf) => {
  const provider = new MeterProvider({ readers: [readerOf([])] });
  return [provider, openTelemetry(provider.getMeter('app'))];
};

const asProducer: Setup = (readerOf) => {
  const report = openTelemetryProducer();
  return [new MeterProvider({ readers: [readerOf([report])] }), report];
};

describe.each([
  ['through a meter', throughMeter],
  ['by a producer of their own', asProducer],
])('requests, their durations, opinions and runs in the shadow, %s,', (_, setup) => {
  test('are scraped by Prometheus', async () => {
    const exporters: PrometheusExporter[] = [];
    const [provider, report] = setup((metricProducers) => {
      const exporter = new PrometheusExporter({ preventServerStart: true, metricProducers });
      exporters.push(exporter);
      return exporter;
    });
    onTestFinished(() => provider.shutdown());
    await use(report);
    const server = createServer((request, response) => exporters[0]?.getMetricsRequestHandler(request, response));
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    const scrape = async () => {
      const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
      const lines = (await response.text()).split('\n').filter((line) => line.startsWith('toolwright_'));
      return lines.map((line) => line.replace(/,?otel_scope_\w+="[^"]*"/g, '').replace(/ \d{13}$/, ''));
    };
    await expect
      .poll(scrape)
      .toContainEqual('toolwright_shadow_total{capability="upper",version="2.0.0",result="same"} 1');
    const lines = await scrape();
    const candidate = 'capability="upper",version="2.0.0",variant="candidate"';
    expect(lines).toEqual(
      expect.arrayContaining([
        `toolwright_requests_total{${candidate},outcome="served",stratum="0.0.0",speaks="0"} 1`,
        `toolwright_requests_total{${candidate},outcome="error",stratum="1.0.0",speaks="1"} 1`,
        'toolwright_requests_total{capability="upper",version="1.0.0",variant="fallback",outcome="served",stratum="none",speaks="no"} 1',
        'toolwright_requests_total{capability="upper",version="1.0.0",variant="stable",outcome="served",stratum="0.0.0",speaks="0"} 1',
        'toolwright_requests_total{outcome="missing_handler"} 1',
        `toolwright_feedback_total{${candidate},rating="up",speaks="0"} 1`,
        // Whether it was as quick as that is the machine's.
        expect.stringMatching(
          /^toolwright_request_duration_seconds_bucket\{.*variant="candidate",speaks="1",le="0\.1"\} [01]$/,
        ),
        `toolwright_request_duration_seconds_count{${candidate},speaks="1"} 1`,
      ]),
    );
  });

  test('are sent by OTLP', async () => {
    const points: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        const { resourceMetrics } = JSON.parse(body);
        for (const { scopeMetrics } of resourceMetrics) {
          for (const { metrics } of scopeMetrics) points.push(...metrics.flatMap(pointsOf));
        }
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`;
    const [provider, report] = setup(
      (metricProducers) =>
        new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url }), metricProducers }),
    );
    await use(report);
    await provider.forceFlush();
    await provider.shutdown();
    const candidate = 'capability=upper version=2.0.0 variant=candidate';
    expect(points).toEqual(
      expect.arrayContaining([
        `toolwright_requests_total 1 ${candidate} outcome=served stratum=0.0.0 speaks=0`,
        `toolwright_requests_total 1 ${candidate} outcome=error stratum=1.0.0 speaks=1`,
        'toolwright_requests_total 1 outcome=missing_handler',
        `toolwright_feedback_total 1 ${candidate} rating=up speaks=0`,
        `toolwright_request_duration_seconds 1 of 14 buckets ${candidate} speaks=0`,
      ]),
    );
  });
});

test('a clock that is set back leaves no time that ends before it began', async () => {
  const setBack = new Date('2026-11-21T12:00:00Z');
  vi.useFakeTimers({ now: setBack, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const report = openTelemetryProducer();
  await use(report);
  vi.setSystemTime(setBack.getTime() - 3_600_000);
  const { resourceMetrics } = await report.collect();
  let points = 0;
  for (const { dataPoints } of resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics)) {
    points += dataPoints.length;
    for (const { startTime, endTime } of dataPoints) expect(endTime[0]).toBeGreaterThanOrEqual(startTime[0]);
  }
  expect(points).toBeGreaterThan(0);
});
