import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estimate } from '#protocol';
import { pseudomedian } from '../../../src/capability/benchmark/statistics/hodgesLehmann.ts';
import { median, percentile } from '../statistics.ts';
import type { Told, Use, Way } from './app.ts';
import { Load } from './load.ts';

const rate = 10_000;
const connections = 64;
const users = 5000;
/** Of each way, before anything counts: compilers are at work. */
const warmUpMs = 2000;
const ways: readonly Way[] = ['/direct', '/again', '/routed'];

const saidOf: Readonly<Record<Told, string>> = {
  file: 'its outcomes file',
  producer: 'metrics of OpenTelemetry as well',
  meter: 'these through a meter instead',
};

interface Turn {
  /** Processor time of the app for a request, in microseconds. */
  readonly micros: number;
  /** Of it the answer's own, from the way's call to its result: what half of the requests took at most. */
  readonly spent: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What a way costs beyond the app without a router, in percent of its processor time, with a range of 95 % confidence. */
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

/** What the router costs an app that tells so many of its requests, and what is measured where there is no difference. */
export interface Overheads {
  /** The processor time for a request without the router, in microseconds. */
  readonly micros: number;
  readonly perSecond: number;
  readonly routed: Overhead;
  readonly control: Overhead;
}

/**
 * What the router costs a small app over HTTP that is asked for 10,000 requests a second, as a share of the processor time
 * that the app takes without it. The app runs in a process of its own, one for each way of telling what became of requests,
 * as apps are: with one router. It answers in turns with and without, there and back again, so that what else the machine
 * does, and what becomes of it over time, meets all ways alike; the ways of a round are compared with each other.
 */
export async function measureOverhead(
  print: (line: string) => void,
  { rounds = 15, seconds = 0.5 } = {},
): Promise<{
  readonly overheadPct: number;
  readonly overheadMeasuredPct: number;
  readonly overhead: Readonly<Record<Told, Overheads>>;
}> {
  const measured = (told: Told) => measureApp(told, rounds, seconds * 1000, print);
  const overhead = {
    file: await measured('file'),
    producer: await measured('producer'),
    meter: await measured('meter'),
  };
  return {
    overheadPct: overhead.file.routed.answer.pct,
    overheadMeasuredPct: overhead.producer.routed.answer.pct,
    overhead,
  };
}

async function measureApp(told: Told, rounds: number, ms: number, print: (line: string) => void): Promise<Overheads> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-overhead-'));
  const app = fork(join(import.meta.dirname, 'app.ts'), [told, join(folder, 'outcomes.jsonl')]);
  try {
    const [port] = (await once(app, 'message')) as [number];
    const load = await Load.open(port, connections);
    for (const way of ways) await load.run(rate, warmUpMs, (n) => textOf(way, n));
    const of: Record<Way, Turn[]> = { '/direct': [], '/again': [], '/routed': [] };
    for (let round = 0; round < rounds; round++) {
      // Each way is the first one, and the neighbour of each other, as often.
      const order = [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)];
      for (const way of [...order, ...order.toReversed()]) of[way].push(await turnOf(app, load, way, ms));
    }
    load.close();
    const overheads = overheadsOf(of);
    say(told, of, overheads, print);
    return overheads;
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

type Turns = Readonly<Record<Way, readonly Turn[]>>;

function overheadsOf(of: Turns): Overheads {
  /** Of each round, the mean of both turns. */
  const rounds = (way: Way, what: 'micros' | 'spent') =>
    of[way].flatMap((turn, at) => (at % 2 === 0 ? [] : [(turn[what] + (of[way][at - 1]?.[what] ?? Number.NaN)) / 2]));
  const without = (what: 'micros' | 'spent') =>
    rounds('/direct', what).map((one, at) => (one + (rounds('/again', what)[at] ?? Number.NaN)) / 2);
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
  return {
    micros: rounded(micros, 10),
    perSecond: Math.round(median(of['/routed'].map(({ perSecond }) => perSecond))),
    routed: over('/routed', without),
    control: over('/again', (what) => rounds('/direct', what)),
  };
}

function say(told: Told, of: Turns, { micros, perSecond, routed, control }: Overheads, print: (line: string) => void) {
  const share = ({ pct, low, high }: Share) => `${pct} % (${low} to ${high} %)`;
  const line = (what: string, way: Way, over?: Overhead) => {
    const latency = (['p50', 'p99'] as const).map(
      (which) => `${which} ${median(of[way].map((turn) => turn[which])).toFixed(2)} ms`,
    );
    const ofOne = over && `${((over.answer.pct * micros) / 100).toFixed(2)} µs a request`;
    const more = over && `${share(over.answer)} by answers, ${ofOne}; ${share(over.whole)} by all processor time; `;
    print(`overhead: ${what}: ${more ?? ''}latency ${latency.join(', ')}`);
  };
  print(
    `overhead: an app whose requests do next to nothing, asked ${rate} times a second (${perSecond} answered), takes ${micros} µs of processor time for each`,
  );
  line('without the router', '/direct');
  line('without it once more, as a control', '/again', control);
  line(`with the router and ${saidOf[told]}`, '/routed', routed);
}

const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts;

const inPercent = ({ value, low, high }: Estimate): Share => ({
  pct: rounded(value * 100, 100),
  low: rounded(low * 100, 100),
  high: rounded(high * 100, 100),
});

function textOf(way: Way, n: number): string {
  const lines = Array.from({ length: 3 }, (_, at) => ({ price: 9.99 + at, count: (n % 5) + 1 }));
  const body = JSON.stringify({ user: `user-${n % users}@example.com`, date: '21.11.2026', lines });
  return `POST ${way} HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
