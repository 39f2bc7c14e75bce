import { expect, test } from 'vitest';
import { defaultRolloutPolicy as policy, prometheusAddress, prometheusSource } from '#capability/rollout';
import { served } from './httpServer.ts';

const minute = 60_000;
const usual = Date.UTC(2026, 10, 21, 10);
const observed = { rollout: 'r-1', capability: 'dates', stable: '1.0.0', candidate: '2.0.0' };

/**
 * A Prometheus whose counter of served requests has grown by one each minute, for ever, or until its clock jumps forward. It was
 * not scraped in the minutes of the `gap`, from and to so many before now. Queries of more than `most` minutes take too many samples,
 * which it refuses, and so do those of last values of more than `mostBack`.
 */
async function everyMinute({
  jump = 0,
  isTimed = true,
  gap = [0, 0],
  most = Number.POSITIVE_INFINITY,
  mostBack = Number.POSITIVE_INFINITY,
} = {}) {
  const now = usual + jump;
  const asked: { readonly at: number; readonly seconds: number }[] = [];
  const { url } = await served(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const query = form.get('query') ?? '';
    const answer = (data: object) => response.end(JSON.stringify({ status: 'success', data }));
    if (query === 'time()') return answer({ resultType: 'scalar', result: [now / 1000, String(now / 1000)] });
    const at = Number(form.get('time')) * 1000;
    const seconds = Number(/\[(\d+)s\]/.exec(query)?.[1]);
    const isLast = query.startsWith('last_over_time(');
    const isOfRequests = query.startsWith('toolwright_requests_total');
    const isOfTimes = query.includes('toolwright_request_duration_seconds_bucket');
    const isKnown = query.includes('toolwright_requests_total') || (isTimed && isOfTimes);
    if (!isKnown) return answer({ resultType: isLast ? 'vector' : 'matrix', result: [] });
    if (isOfRequests) asked.push({ at, seconds });
    if (seconds > (isLast ? mostBack : most) * 60) {
      const error = 'query processing would load too many samples into memory in query execution';
      return response.writeHead(422).end(JSON.stringify({ status: 'error', errorType: 'execution', error }));
    }
    const values: [number, string][] = [];
    const [from = 0, to = 0] = gap.map((ago) => usual - ago * minute);
    for (let n = Math.ceil((at - seconds * 1000) / minute); n * minute <= Math.min(at, usual); n++)
      if (n * minute <= from || n * minute > to) values.push([n * 60, String(n)]);
    const of = query.includes('toolwright_requests_total') ? { outcome: 'served', stratum: '0.0.0' } : { le: '0.1' };
    const metric = { variant: 'candidate', version: '2.0.0', speaks: '0', ...of };
    if (values.length === 0) return answer({ resultType: isLast ? 'vector' : 'matrix', result: [] });
    if (!isLast) return answer({ resultType: 'matrix', result: [{ metric, values }] });
    return answer({ resultType: 'vector', result: [{ metric, value: [at / 1000, values.at(-1)?.[1]] }] });
  });
  return {
    asked,
    source: (since: number, until?: number) =>
      prometheusSource({
        address: prometheusAddress(url),
        policy,
        observed: { ...observed, since, until: () => until },
        clock: () => usual,
      }),
  };
}

type Reading = Awaited<ReturnType<ReturnType<typeof prometheusSource>['read']>>;
type Cursor = Reading['cursor'];

/** How many requests the counters have grown by. */
function requestsOf({ observations }: Reading): number {
  let requests = 0;
  for (const one of observations) {
    if (one.kind === 'increment') for (const { requests: more } of one.increment.requests) requests += more;
  }
  return requests;
}

test('a controller that comes back reads all that it has missed, half an hour at once, and nothing twice', async () => {
  const { asked, source } = await everyMinute();
  const read = async (since: number, cursor?: Cursor) => {
    const reading = await source(since).read(cursor);
    return { ...reading, requests: requestsOf(reading) };
  };
  const since = usual - 70 * minute;
  let reading = await read(since);
  const seen = [reading.requests];
  while (reading.more) {
    reading = await read(since, reading.cursor);
    seen.push(reading.requests);
  }
  expect(seen).toEqual([30, 30, 10]);
  expect(reading.state).toEqual({ kind: 'fresh' });
  expect(asked.map(({ at }) => (usual - at) / minute)).toEqual([40, 10, 0]);
  // A little of what was read before is asked for again: scrapes may come late.
  expect(asked.map(({ seconds }) => seconds / 60)).toEqual([35, 35, 15]);
  expect((await read(since, reading.cursor)).requests).toBe(0);
});

test('what came after the end of a rollout is none of its own, whenever one looks', async () => {
  const { source } = await everyMinute();
  const ended = source(usual - 70 * minute, usual - 60 * minute);
  const reading = await ended.read(undefined);
  expect([requestsOf(reading), reading.more, reading.state]).toEqual([10, false, { kind: 'fresh' }]);
  const again = await ended.read(reading.cursor);
  expect([requestsOf(again), again.more]).toEqual([0, false]);
});

test('a fleet of which half an hour is too much is read in smaller parts, and nothing of it is lost', async () => {
  const { asked, source } = await everyMinute({ most: 10 });
  const since = usual - 70 * minute;
  const read = (cursor?: Cursor) => source(since).read(cursor);
  let reading = await read();
  let requests = requestsOf(reading);
  while (reading.more) {
    reading = await read(reading.cursor);
    requests += requestsOf(reading);
  }
  expect(requests).toBe(70);
  expect(reading.state).toEqual({ kind: 'fresh' });
  const refused = asked.filter(({ seconds }) => seconds > 600).length;
  expect(refused).toBeLessThan(asked.length / 3);
  // It keeps up with what is enough for it.
  const before = asked.length;
  expect((await read(reading.cursor)).state).toEqual({ kind: 'fresh' });
  expect(asked.length).toBe(before + 1);
  const none = await everyMinute({ most: 1 });
  expect((await none.source(since).read(undefined)).state).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('too many samples'),
  });
});

test('what was too much is not asked for again and again', async () => {
  const { asked, source } = await everyMinute({ most: 10 });
  const since = usual - 24 * 60 * minute;
  const all = source(since);
  let reading = await all.read(undefined);
  let requests = requestsOf(reading);
  while (reading.more) {
    reading = await all.read(reading.cursor);
    requests += requestsOf(reading);
  }
  expect(requests).toBe(24 * 60);
  // Each may take as long as an answer is waited for.
  expect(asked.filter(({ seconds }) => seconds > 600).length).toBeLessThan(10);
});

test('what is too much even in the smallest part is asked for in that next time, also at the very start', async () => {
  const { asked, source } = await everyMinute({ most: 1 });
  const since = usual - 70 * minute;
  const first = await source(since).read(undefined);
  expect(asked.map(({ seconds }) => seconds / 60)).toEqual([35, 2]);
  expect((await source(since).read(first.cursor)).state.kind).toBe('unreachable');
  expect(asked.map(({ seconds }) => seconds / 60)).toEqual([35, 2, 2]);
});

test.each([
  // What it counted in between is counted: nobody can tell how much of that was before the start.
  ['asked for at once', Number.POSITIVE_INFINITY, 300, []],
  ['asked for in parts, where that is too much', 200, 300, []],
  // It begins at its first scrape then.
  ['not counted where nobody can tell it', 10, 4, [expect.stringContaining('from their second scrape on')]],
])(
  'what a process had counted that was not scraped for hours before the start is %s',
  async (_, mostBack, counted, notes) => {
    const { source } = await everyMinute({ gap: [300, 5], mostBack });
    const reading = await source(usual - 10 * minute).read(undefined);
    expect(requestsOf(reading)).toBe(counted);
    expect(reading).toMatchObject({ state: { kind: 'fresh' }, more: false, notes });
  },
);

test('requests of which nobody tells how long they took are no evidence that they were quick', async () => {
  const { source } = await everyMinute({ isTimed: false });
  const reading = await source(usual - 10 * minute).read(undefined);
  expect(requestsOf(reading)).toBe(10);
  expect(reading.state).toMatchObject({
    kind: 'no-data',
    reason: expect.stringContaining('no buckets of how long they took'),
  });
});

test('a clock of Prometheus that jumps forward by a year does not keep it busy, and loses nothing', async () => {
  const year = 365 * 24 * 60 * minute;
  const before = await everyMinute();
  const { cursor } = await before.source(usual - 10 * minute).read(undefined);
  const { asked, source } = await everyMinute({ jump: year });
  let reading = await source(usual - 10 * minute).read(cursor);
  while (reading.more) reading = await source(usual - 10 * minute).read(reading.cursor);
  expect(reading.state.kind).toBe('stale');
  expect(reading.notes).toEqual([expect.stringMatching(/^The clock of Prometheus is 525600 min ahead of/)]);
  expect(asked.length).toBeLessThan(40);
});

test('a clock of Prometheus that is put back by an hour, and forward again, makes nothing count twice', async () => {
  const since = usual - 10 * minute;
  const countedBy = async (prometheus: Awaited<ReturnType<typeof everyMinute>>, cursor?: Cursor) => {
    let reading = await prometheus.source(since).read(cursor);
    let requests = requestsOf(reading);
    while (reading.more) {
      reading = await prometheus.source(since).read(reading.cursor);
      requests += requestsOf(reading);
    }
    return { requests, cursor: reading.cursor, notes: reading.notes };
  };
  const before = await countedBy(await everyMinute());
  expect(before.requests).toBe(10);
  const back = await countedBy(await everyMinute({ jump: -60 * minute }), before.cursor);
  expect(back).toMatchObject({
    requests: 0,
    notes: [expect.stringMatching(/^The clock of Prometheus is 60 min behind/)],
  });
  const again = await countedBy(await everyMinute(), back.cursor);
  expect(again).toMatchObject({ requests: 0, notes: [] });
});

test('a last scrape that is still to come, as Prometheus had a clock that was ahead, is not fresh', async () => {
  const since = usual - 10 * minute;
  const { cursor } = await (await everyMinute()).source(since).read(undefined);
  const back = await (await everyMinute({ jump: -60 * minute })).source(since).read(cursor);
  expect(back.state).toEqual({ kind: 'stale', reason: expect.stringContaining('which is still to come') });
});
