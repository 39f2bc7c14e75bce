import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estimate } from '#protocol';
import { pseudomedian } from '../../../src/capability/benchmark/statistics/hodgesLehmann.ts';
import { median, percentile } from '../statistics.ts';
import { Load } from './load.ts';

const rate = 10_000;
const connections = 64;
const users = 5000;
/** Of each way, before anything counts: compilers are at work. */
const warmUpMs = 2000;
/** How requests are answered; the second is the first once more, and shows what the measurement makes of no difference. */
const ways = ['/direct', '/again', '/routed', '/measured'] as const;

type Way = (typeof ways)[number];

interface Turn {
  /** Processor time of the app for a request, in microseconds. */
  readonly micros: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What a way costs beyond those without the router, in percent of their processor time, with the range of 95 % confidence. */
interface Overhead {
  readonly pct: number;
  readonly low: number;
  readonly high: number;
}

/** The processor time for a request without the router, in microseconds, and what comes on top. */
export interface Overheads {
  readonly micros: number;
  readonly perSecond: number;
  readonly routed: Overhead;
  readonly measured: Overhead;
  readonly control: Overhead;
}

/**
 * What the router costs a small app over HTTP that is asked for 10,000 requests a second, as a share of the processor time
 * that the app takes without it. The app runs in a process of its own and answers in turns with and without, there and
 * back again, so that what else the machine does, and what becomes of it over time, meets all ways alike; the ways of a
 * round are compared with each other.
 */
export async function measureOverhead(
  print: (line: string) => void,
  { rounds = 15, seconds = 0.5 } = {},
): Promise<{ readonly overheadPct: number; readonly overheadMeasuredPct: number; readonly overhead: Overheads }> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-overhead-'));
  const app = fork(join(import.meta.dirname, 'app.ts'), [join(folder, 'outcomes.jsonl')]);
  try {
    const [port] = (await once(app, 'message')) as [number];
    const load = await Load.open(port, connections);
    for (const way of ways) await load.run(rate, warmUpMs, (n) => textOf(way, n));
    const of: Record<Way, Turn[]> = { '/direct': [], '/again': [], '/routed': [], '/measured': [] };
    for (let round = 0; round < rounds; round++) {
      // Each way is the first one, and the neighbour of each other, as often.
      const order = [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)];
      for (const way of [...order, ...order.toReversed()]) of[way].push(await turnOf(app, load, way, seconds * 1000));
    }
    load.close();
    return said(of, print);
  } finally {
    app.kill();
    rmSync(folder, { recursive: true });
  }
}

async function turnOf(app: ChildProcess, load: Load, way: Way, ms: number): Promise<Turn> {
  const before = await usage(app);
  const { requests, perSecond, latencies } = await load.run(rate, ms, (n) => textOf(way, n));
  const micros = ((await usage(app)) - before) / requests;
  return { micros, perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** Processor time that the app has taken so far, in microseconds. */
async function usage(app: ChildProcess): Promise<number> {
  app.send('usage');
  const [{ user, system }] = (await once(app, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

function said(of: Readonly<Record<Way, readonly Turn[]>>, print: (line: string) => void) {
  const all = (way: Way, what: keyof Turn) => of[way].map((turn) => turn[what]);
  /** Of each round, the mean of both turns. */
  const micros = (way: Way) =>
    of[way].flatMap((turn, at) => (at % 2 === 0 ? [] : [(turn.micros + (of[way][at - 1]?.micros ?? Number.NaN)) / 2]));
  const [direct, again] = [micros('/direct'), micros('/again')];
  const without = direct.map((one, at) => (one + (again[at] ?? Number.NaN)) / 2);
  const over = (way: Way, base: readonly number[]) =>
    inPercent(
      pseudomedian(
        micros(way).map((one, at) => one / (base[at] ?? Number.NaN) - 1),
        0.95,
      ),
    );
  const overhead: Overheads = {
    micros: round(median(without), 10),
    perSecond: Math.round(median(all('/routed', 'perSecond'))),
    routed: over('/routed', without),
    measured: over('/measured', without),
    control: over('/again', direct),
  };
  print(
    `overhead: an app whose requests do next to nothing, asked ${rate} times a second (${overhead.perSecond} answered), takes ${overhead.micros} µs of processor time for each`,
  );
  const line = (what: string, way: Way, { pct, low, high }: Overhead) =>
    print(
      `overhead: ${what}: ${pct} % (${low} to ${high} %), latency ${['p50', 'p99'].map((share) => `${share} ${median(all(way, share as 'p50')).toFixed(2)} ms`).join(', ')}`,
    );
  line('without the router', '/direct', { pct: 0, low: 0, high: 0 });
  line('without it once more, as a control', '/again', overhead.control);
  line('with the router and its outcomes file', '/routed', overhead.routed);
  line('with OpenTelemetry as well', '/measured', overhead.measured);
  return { overheadPct: overhead.routed.pct, overheadMeasuredPct: overhead.measured.pct, overhead };
}

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;

const inPercent = ({ value, low, high }: Estimate): Overhead => ({
  pct: round(value * 100, 100),
  low: round(low * 100, 100),
  high: round(high * 100, 100),
});

function textOf(way: Way, n: number): string {
  const lines = Array.from({ length: 3 }, (_, at) => ({ price: 9.99 + at, count: (n % 5) + 1 }));
  const body = JSON.stringify({ user: `user-${n % users}@example.com`, date: '21.11.2026', lines });
  return `POST ${way} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
