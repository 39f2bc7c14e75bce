// A small app over HTTP whose answers come straight from a function, or from that function behind a router. A request does
// the least that one does: no database, no encryption, two short texts of JSON. It is started by overhead.ts, which asks it
// how much processor time it has taken, and how long answers took from the way's call to its result.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { flagOf } from '#capability/rollout';
import { type Answer, createRouter, jsonLines, type Reporter } from '../../../src/runtime/node/index.ts';
import { openTelemetry, openTelemetryProducer } from '../../../src/runtime/openTelemetry/index.ts';
import { median } from '../statistics.ts';

/** Who is told of requests: the outcomes file alone, or OpenTelemetry as well. */
export type Told = 'file' | 'producer' | 'meter';

/** How requests are answered; the second is the first once more, and shows what the measurement makes of no difference. */
export type Way = '/direct' | '/again' | '/routed';

interface Order {
  readonly user: string;
  readonly date: string;
  readonly lines: readonly { readonly price: number; readonly count: number }[];
}

/** What the app is for: an order's total and its date in another form. */
function invoice({ user, date, lines }: Order): object {
  const [day = '', month = '', year = ''] = date.split('.');
  const total = lines.reduce((sum, { price, count }) => sum + price * count, 0);
  return { user, date: `${year}-${month}-${day}`, total: Math.round(total * 100) / 100, lines: lines.length };
}

/** What the app tells when it is asked. */
export interface Use {
  /** Processor time since the app was started, in microseconds. */
  readonly micros: number;
  /** What half of the answers since it was last asked took at most, in microseconds. */
  readonly spent: number;
}

function reporters(told: Told, file: string): readonly Reporter[] {
  const lines = jsonLines(file);
  if (told === 'file') return [lines];
  const produced = openTelemetryProducer();
  const metricProducers = told === 'producer' ? [produced] : [];
  const provider = new MeterProvider({
    readers: [new PrometheusExporter({ preventServerStart: true, metricProducers })],
  });
  return [lines, told === 'producer' ? produced : openTelemetry(provider.getMeter('app'))];
}

function serve(told: Told, file: string): void {
  const router = createRouter({
    capabilities: { invoice: { versions: { '1.0.0': invoice, '2.0.0': invoice } } },
    flags: { flags: { invoice: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 10 }) } },
    report: reporters(told, file),
  });
  /** Awaited either way: a version may answer at once or later. */
  const answers: Readonly<Record<Way, (order: Order) => object>> = {
    '/direct': invoice,
    '/again': invoice,
    '/routed': (order) => router.run('invoice', order, { user: order.user }),
  };
  /** Milliseconds of each answer. */
  let spent: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', async () => {
      const order = JSON.parse(body) as Order;
      const way = request.url as Way;
      const began = performance.now();
      const came = await answers[way](order);
      const value = way === '/routed' ? (came as Answer).value : came;
      spent.push(performance.now() - began);
      const answer = JSON.stringify(value);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
      response.end(answer);
    });
  });
  // The load keeps all its connections, of which a quick app needs few.
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const use: Use = { micros: user + system, spent: spent.length === 0 ? 0 : median(spent) * 1000 };
    process.send?.(use);
    spent = [];
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

const [told, file] = process.argv.slice(2) as [Told, string];
serve(told, file);
