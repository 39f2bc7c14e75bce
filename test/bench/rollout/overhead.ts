import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../statistics.ts';

const rate = 10_000;
const sockets = 16;
/** What is due is sent so often. */
const tickMs = 10;
const users = 5000;
/** Of each way, before anything counts: compilers are at work. */
const warmUpMs = 4000;
const ways = ['/direct', '/routed', '/measured'] as const;

type Way = (typeof ways)[number];

interface Round {
  /** Processor time of the app for a request, in microseconds. */
  readonly micros: number;
  readonly perSecond: number;
}

/**
 * What the router costs a small app over HTTP that is asked for 10,000 requests a second, as a share of the processor time
 * that the app takes without it. The app runs in a process of its own and is asked in turns with and without, so that what
 * else the machine does meets all ways alike; each turn is compared with the ones beside it, and the median counts.
 */
export async function measureOverhead(
  print: (line: string) => void,
  { rounds = 15, seconds = 0.5 } = {},
): Promise<{ readonly overheadPct: number; readonly overheadMeasuredPct: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-overhead-'));
  const app = fork(join(import.meta.dirname, 'app.ts'), [join(folder, 'outcomes.jsonl')]);
  try {
    const [port] = (await once(app, 'message')) as [number];
    const open = await Promise.all(Array.from({ length: sockets }, () => connected(port)));
    const usage = async () => {
      app.send('usage');
      const [{ user, system }] = (await once(app, 'message')) as [NodeJS.CpuUsage];
      return user + system;
    };
    const measure = async (way: Way): Promise<Round> => {
      const before = await usage();
      const { requests, tookMs } = await load(open, way, seconds * 1000);
      return { micros: ((await usage()) - before) / requests, perSecond: (requests / tookMs) * 1000 };
    };
    for (const way of ways) await load(open, way, warmUpMs);
    const of: Record<Way, Round[]> = { '/direct': [], '/routed': [], '/measured': [] };
    for (let round = 0; round < rounds; round++) {
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) of[way].push(await measure(way));
    }
    for (const socket of open) socket.destroy();
    const median = (way: Way, what: keyof Round) =>
      percentile(
        of[way].map((one) => one[what]),
        0.5,
      );
    const over = (way: Way) => {
      const shares = of[way].map(({ micros }, at) => micros / (of['/direct'][at]?.micros ?? Number.NaN) - 1);
      return Math.round(percentile(shares, 0.5) * 10_000) / 100;
    };
    const result = { overheadPct: over('/routed'), overheadMeasuredPct: over('/measured') };
    print(
      `overhead: an app that takes ${median('/direct', 'micros').toFixed(1)} µs of processor time for a request takes ${result.overheadPct} % more with the router and its outcomes file, ${result.overheadMeasuredPct} % more with OpenTelemetry's histogram as well (${Math.round(median('/routed', 'perSecond'))} requests/s of ${rate}, ${rounds} turns of each)`,
    );
    return result;
  } finally {
    app.kill();
    rmSync(folder, { recursive: true });
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends requests at the rate, whether or not those before are answered, and waits for all answers. */
async function load(open: readonly Socket[], way: Way, ms: number) {
  const requests = (rate * ms) / 1000;
  let answered = 0;
  const { promise: all, resolve } = Promise.withResolvers<void>();
  const count = (chunk: Buffer) => {
    for (let at = chunk.indexOf('HTTP/1.1 '); at >= 0; at = chunk.indexOf('HTTP/1.1 ', at + 1)) answered++;
    if (answered >= requests) resolve();
  };
  for (const socket of open) socket.on('data', count);
  const began = performance.now();
  let sent = 0;
  while (sent < requests) {
    const due = Math.min(requests, Math.ceil(((performance.now() - began) / 1000) * rate));
    const texts = open.map(() => '');
    for (; sent < due; sent++) texts[sent % open.length] += textOf(way, sent);
    for (const [at, text] of texts.entries()) if (text !== '') open[at]?.write(text);
    await new Promise((next) => setTimeout(next, tickMs));
  }
  await all;
  for (const socket of open) socket.off('data', count);
  return { requests, tookMs: performance.now() - began };
}

function textOf(way: Way, n: number): string {
  const lines = Array.from({ length: 3 }, (_, at) => ({ price: 9.99 + at, count: (n % 5) + 1 }));
  const body = JSON.stringify({ user: `user-${n % users}@example.com`, date: '21.11.2026', lines });
  return `POST ${way} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
