// A small app over HTTP whose answers come straight from a function, or from that function behind a router. A request does
// the least that one does: no database, no encryption, two short texts of JSON. It is started by overhead.ts, which asks it
// how much processor time it has taken.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { flagOf } from '#capability/rollout';
import { createRouter, jsonLines, type Reporter } from '../../../src/runtime/node/index.ts';
import { openTelemetry } from '../../../src/runtime/openTelemetry/index.ts';

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

const flags = { flags: { invoice: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 10 }) } };
const capabilities = { invoice: { versions: { '1.0.0': invoice, '2.0.0': invoice } } };
const provider = new MeterProvider({ readers: [new PrometheusExporter({ preventServerStart: true })] });
const lines = jsonLines(process.argv[2] ?? 'outcomes.jsonl');

type Way = (order: Order) => Promise<object>;

const direct = (): Way => async (order) => invoice(order);

function routed(report: readonly Reporter[]): Way {
  const router = createRouter({ capabilities, flags, report });
  return async (order) => (await router.run<object>('invoice', order, { user: order.user })).value;
}

const ways: Readonly<Record<string, Way>> = {
  '/direct': direct(),
  '/again': direct(),
  '/routed': routed([lines]),
  '/measured': routed([lines, openTelemetry(provider.getMeter('app'))]),
};

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', async () => {
    const answer = JSON.stringify(await ways[request.url ?? '']?.(JSON.parse(body) as Order));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
process.on('message', () => process.send?.(process.cpuUsage()));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
