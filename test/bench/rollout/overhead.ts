import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estimate } from '#protocol';
import { pseudomedian } from '../../../src/capability/benchmark/statistics/hodgesLehmann.ts';
import { median, percentile } from '../statistics.ts';
import type { Use } from './app.ts';
import { Load } from './load.ts';

const rate = 10_000;
const connections = 64;
const users = 5000;
/** Of each way, before anything counts: compilers are at work. */
const warmUpMs = 2000;
/** How requests are answered; the second is the first once more, and shows what the measurement makes of no difference. */
const ways = ['/direct', '/again', '/routed', '/measured', '/metered'] as const;

type Way = (typeof ways)[number];

interface Turn {
  /** Processor time of the app for a request, in microseconds. */
  readonly micros: number;
  /** Of it the answer's own, from the way's call to its result: what half of the requests took at most. */
  readonly spent: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What a way costs beyond those without the router, in percent of their processor time, with a range of 95 % confidence. */
interface Share {
  readonly pct: number;
  readonly low: number;
  readonly high: number;
}

/**
 * By the answer's own time, which tells tenths of a microsecond but nothing of what comes later, such as collections of
 * garbage; and by the whole processor time, which has everything in it, and all that else goes on in an app over HTTP.
 */
interface Overhead {
  readonly answer: Share;
  readonly whole: Share;
}

/** The processor time for a request without the router, in microseconds, and what comes on top. */
export interface Overheads {
  readonly micros: number;
  readonly perSecond: number;
  readonly routed: Overhead;
  readonly measured: Overhead;
  readonly metered: Overhead;
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
    const of: Record<Way, Turn[]> = {
      '/direct': [],
      '/again': [],
      '/routed': [],
      '/measured': [],
      '/metered': [],
    };
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
  const before = await useOf(app);
  const { requests, perSecond, latencies } = await load.run(rate, ms, (n) => textOf(way, n));
  const { micros, spent } = await useOf(app);
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return { micros: (micros - before.micros) / requests, spent, perSecond, p50, p99 };
}

async function useOf(app: ChildProcess): Promise<Use> {
  app.send('use');
  const [use] = (await once(app, 'message')) as [Use];
  return use;
}

function said(of: Readonly<Record<Way, readonly Turn[]>>, print: (line: string) => void) {
  const all = (way: Way, what: keyof Turn) => of[way].map((turn) => turn[what]);
  /** Of each round, the mean of both turns. */
  const rounds = (way: Way, what: 'micros' | 'spent') =>
    of[way].flatMap((turn, at) => (at % 2 === 0 ? [] : [(turn[what] + (of[way][at - 1]?.[what] ?? Number.NaN)) / 2]));
  const mean = (one: number, other = Number.NaN) => (one + other) / 2;
  const without = (what: 'micros' | 'spent') =>
    rounds('/direct', what).map((one, at) => mean(one, rounds('/again', what)[at]));
  const micros = median(without('micros'));
  const over = (way: Way, base: typeof without): Overhead => {
    const share = (what: 'micros' | 'spent') =>
      inPercent(
        pseudomedian(
          rounds(way, what).map((one, at) => (one - (base(what)[at] ?? Number.NaN)) / micros),
          0.95,
        ),
      );
    return { answer: share('spent'), whole: share('micros') };
  };
  const overhead: Overheads = {
    micros: round(micros, 10),
    perSecond: Math.round(median(all('/routed', 'perSecond'))),
    routed: over('/routed', without),
    measured: over('/measured', without),
    metered: over('/metered', without),
    control: over('/again', (what) => rounds('/direct', what)),
  };
  print(
    `overhead: an app whose requests do next to nothing, asked ${rate} times a second (${overhead.perSecond} answered), takes ${overhead.micros} µs of processor time for each`,
  );
  const share = ({ pct, low, high }: Share) => `${pct} % (${low} to ${high} %)`;
  const line = (what: string, way: Way, over?: Overhead) => {
    const latency = (['p50', 'p99'] as const).map((which) => `${which} ${median(all(way, which)).toFixed(2)} ms`);
    const more = over && `${share(over.answer)} by answers, ${share(over.whole)} by all processor time, `;
    print(`overhead: ${what}: ${more ?? ''}latency ${latency.join(', ')}`);
  };
  line('without the router', '/direct');
  line('without it once more, as a control', '/again', overhead.control);
  line('with the router and its outcomes file', '/routed', overhead.routed);
  line('with metrics of OpenTelemetry as well', '/measured', overhead.measured);
  line('with these through a meter instead', '/metered', overhead.metered);
  return { overheadPct: overhead.routed.answer.pct, overheadMeasuredPct: overhead.measured.answer.pct, overhead };
}

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;

const inPercent = ({ value, low, high }: Estimate): Share => ({
  pct: round(value * 100, 100),
  low: round(low * 100, 100),
  high: round(high * 100, 100),
});

function textOf(way: Way, n: number): string {
  const lines = Array.from({ length: 3 }, (_, at) => ({ price: 9.99 + at, count: (n % 5) + 1 }));
  const body = JSON.stringify({ user: `user-${n % users}@example.com`, date: '21.11.2026', lines });
  return `POST ${way} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
