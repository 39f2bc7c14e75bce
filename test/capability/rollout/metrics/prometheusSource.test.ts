import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ObservationSource,
  type Observed,
  type Patience,
  defaultRolloutPolicy as policy,
  prometheusAddress,
  prometheusSource,
  type Reading,
} from '#capability/rollout';
import { Evidence } from '../../../../src/capability/rollout/decision/evidence.ts';
import { Exposition } from './exposition.ts';
import { served } from './httpServer.ts';
import { noPrometheus, RealPrometheus } from './realPrometheus.ts';

const observed = (since: number): Observed => ({
  ...{ rollout: 'r-1', capability: 'say "hi"', stable: '1.0.0', candidate: '2.0.0' },
  since,
});

/** What readings come to, all together. */
class Totals {
  readonly evidence = new Evidence({ ...policy, stages: policy.stages }, 0);
  cursor: Reading['cursor'] | undefined;
  last: Reading | undefined;

  /** Reads until a scrape has brought so many requests of the candidate, and then once more. */
  async until(source: ObservationSource, requests: number): Promise<void> {
    for (let look = 0; look < 100; look++) {
      await this.read(source);
      if (this.evidence.candidate.requests >= requests) break;
      await wait(100);
    }
    await wait(300);
    await this.read(source);
  }

  async read(source: ObservationSource): Promise<Reading> {
    do {
      this.last = await source.read(this.cursor);
      // As it is saved and read again by a controller.
      this.cursor = JSON.parse(JSON.stringify(this.last.cursor));
      for (const observation of this.last.observations) {
        if (observation.kind === 'increment') this.evidence.addIncrement(observation.increment);
      }
    } while (this.last.more);
    return this.last;
  }
}

describe.skipIf(noPrometheus)(
  `a fleet behind a real Prometheus${noPrometheus ? `: skipped, ${noPrometheus}` : ''}`,
  () => {
    const apps: [Exposition, Exposition] = [new Exposition(), new Exposition()];
    let servers: Server[];
    let prometheus: RealPrometheus;
    let since: number;

    beforeAll(async () => {
      servers = await Promise.all(
        apps.map(async (_, at) => {
          const server = createServer((__, response) => response.end(apps[at]?.text()));
          await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
          return server;
        }),
      );
      // Before the rollout: it is of no concern.
      for (let n = 0; n < 50; n++) apps[0].request(`old-${n}`, 'control', 'error', 0.02);
      prometheus = await RealPrometheus.start(
        servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
      const source = prometheusSource({
        address: prometheusAddress(prometheus.url),
        policy,
        observed: observed(Date.now() - 1000),
      });
      for (;;) {
        const { observations } = await source.read(undefined);
        if (observations.length > 0) break;
        await wait(100);
      }
    });

    afterAll(async () => {
      for (const server of servers) server.close();
      await prometheus.end();
    });

    beforeEach(async () => {
      // Prometheus tells times in milliseconds, and what is scraped at the very start may be of before.
      await wait(600);
      since = Date.now();
    });

    const sourceOf = (url: string, { patience, ...other }: Partial<Observed> & { patience?: Patience } = {}) =>
      prometheusSource({
        address: prometheusAddress(url),
        policy,
        observed: { ...observed(since), ...other },
        // More than any answer takes, however busy the machine is.
        patience: patience ?? { timeout: 30_000, pauses: [50] },
      });

    test('is counted exactly: first errors, several processes, one that starts anew, and what was before', async () => {
      const source = sourceOf(prometheus.url);
      const totals = new Totals();
      expect((await totals.read(source)).state).toEqual({ kind: 'fresh' });
      const [app, other] = apps;
      app.request('ada', 'candidate', 'error', 0.2);
      app.request('bob', 'control', 'served', 0.02);
      app.request('bob', 'control', 'missing_handler', 0.02);
      for (let n = 0; n < 20; n++) other.request(`user-${n}`, 'candidate', n === 0 ? 'timeout' : 'served', 0.02);
      other.opinion('candidate', 'down');
      await totals.until(source, 21);
      apps[1] = new Exposition();
      for (let n = 0; n < 30; n++) apps[1].request(`user-${n}`, 'candidate', 'served', 0.07);
      await totals.until(source, 51);
      expect(totals.evidence.candidate.figures()).toMatchObject({
        requests: 51,
        users: 51,
        errors: { count: 2, of: 51 },
        slow: { count: 1, of: 51 },
        unhappy: { count: 1, of: 1 },
      });
      expect(totals.evidence.control.figures()).toMatchObject({ requests: 1, errors: { count: 0, of: 1 } });
      // One of them was started anew: a user may have met three.
      expect(totals.evidence.repeats).toBe(3);
      expect(totals.last?.latency.candidate?.p99).toBeGreaterThan(100);
      expect(totals.last?.notes).toEqual([]);
    });

    test('goes on where it was after Prometheus was slow, down, killed and started again', async () => {
      let way: 'open' | 'slow' | 'down' = 'open';
      const { url } = await served((request, response) => {
        if (way === 'down') return void request.socket.destroy();
        if (way === 'slow') return;
        const chunks: Buffer[] = [];
        request.on('data', (chunk) => chunks.push(chunk));
        request.on('end', () => {
          fetch(`${prometheus.url}${request.url}`, {
            method: 'POST',
            body: Buffer.concat(chunks),
            headers: { 'content-type': request.headers['content-type'] ?? '' },
          }).then(
            async (answer) => response.writeHead(answer.status).end(await answer.text()),
            () => request.socket.destroy(),
          );
        });
      });
      const source = sourceOf(url);
      const impatient = sourceOf(url, { patience: { timeout: 400, pauses: [50] } });
      const totals = new Totals();
      await totals.read(source);
      const known = totals.cursor;
      for (const bad of ['slow', 'down'] as const) {
        way = bad;
        apps[0].request(`${bad}-1`, 'candidate', 'served', 0.02);
        const { state, observations } = await totals.read(impatient);
        expect(state).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining(`Prometheus at ${url}`) });
        expect(observations).toEqual([]);
        expect(totals.cursor).toEqual(known);
      }
      way = 'open';
      await totals.until(source, 2);
      await prometheus.kill();
      apps[0].request('killed-1', 'candidate', 'error', 0.02);
      expect((await totals.read(source)).state.kind).toBe('unreachable');
      await prometheus.run();
      await totals.until(source, 3);
      expect(totals.last?.state).toEqual({ kind: 'fresh' });
      expect(totals.evidence.candidate.figures()).toMatchObject({ requests: 3, errors: { count: 1, of: 3 } });
    });

    test('says so if there is nothing of the rollout, if nothing is new, and if a query is wrong', async () => {
      const nobody = await sourceOf(prometheus.url, { capability: 'nobody' }).read(undefined);
      expect(nobody.state).toMatchObject({ kind: 'no-data', reason: expect.stringContaining('no requests of nobody') });
      const quick = { ...policy, prometheus: { ...policy.prometheus, staleSeconds: 0.001 } };
      const address = prometheusAddress(prometheus.url);
      const stale = await prometheusSource({ address, policy: quick, observed: observed(since) }).read(undefined);
      expect(stale.state).toMatchObject({ kind: 'stale', reason: expect.stringContaining('scraped no process') });
      for (const requests of ['sum(toolwright_requests_total[$range]', 'toolwright_requests_total']) {
        const wrong = { ...policy, prometheus: { ...policy.prometheus, requests } };
        const { state } = await prometheusSource({ address, policy: wrong, observed: observed(since) }).read(undefined);
        expect(state).toMatchObject({
          kind: 'unreachable',
          reason: expect.stringContaining(`The query was ${requests.split('[')[0]}`),
        });
      }
    });

    test('tells that the limit of slow requests lies between two buckets', async () => {
      const strict = { ...policy, latency: { ...policy.latency, ms: 200 } };
      apps[0].request('eve', 'candidate', 'served', 0.3);
      const totals = new Totals();
      await totals.until(
        prometheusSource({ address: prometheusAddress(prometheus.url), policy: strict, observed: observed(since) }),
        1,
      );
      expect(totals.last?.notes).toEqual([expect.stringContaining('only requests above 500 ms count as slow')]);
      expect(totals.evidence.candidate.figures().slow.count).toBe(0);
    });
  },
);

test('what a process had counted before the rollout does not count, however long it was not scraped; times of a clock that differs are corrected, and that is told', async () => {
  const ahead = 20 * 60_000;
  const since = Date.now() - 10 * 60_000;
  const now = Date.now() + ahead;
  const began = (since + ahead) / 1000;
  const labels = { capability: 'say "hi"', version: '2.0.0', variant: 'candidate', instance: 'app:1' };
  const failed = { ...labels, outcome: 'error', stratum: '0.0.0', speaks: '0' };
  const asked: string[] = [];
  const { url } = await served((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const query = new URLSearchParams(Buffer.concat(parts).toString()).get('query') ?? '';
      asked.push(query);
      const result = query.includes('requests_total');
      const data = query.startsWith('last_over_time')
        ? { resultType: 'vector', result: result ? [{ metric: failed, value: [began, '40'] }] : [] }
        : { resultType: 'matrix', result: result ? [{ metric: failed, values: [[began + 590, '41']] }] : [] };
      const time = { resultType: 'scalar', result: [now / 1000, String(now / 1000)] };
      response.end(JSON.stringify({ status: 'success', data: query === 'time()' ? time : data }));
    });
  });
  const source = prometheusSource({ address: prometheusAddress(url), policy, observed: observed(since) });
  const totals = new Totals();
  await totals.read(source);
  await totals.read(source);
  expect(totals.evidence.candidate.figures()).toMatchObject({ requests: 1, errors: { count: 1, of: 1 } });
  const [{ increment } = {}] = (await source.read(undefined)).observations.flatMap((one) =>
    one.kind === 'increment' ? [one] : [],
  );
  expect(Math.abs((increment?.at ?? 0) - (since + 590_000))).toBeLessThan(5000);
  expect(totals.last?.notes).toContainEqual(expect.stringMatching(/^The clock of Prometheus is 20 min ahead of/));
  expect(asked.filter((query) => query.startsWith('last_over_time(') && query.endsWith('[86400s])'))).toHaveLength(6);
});
