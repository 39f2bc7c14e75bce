import { describe, expect, test } from 'vitest';
import { CancelledError } from '#base';
import { prometheusAddress } from '#capability/rollout';
import { PrometheusApi } from '../../../../src/capability/rollout/metrics/prometheus/api.ts';
import { served } from './httpServer.ts';

/** Soon again, and time enough for each answer: a second question would be counted. */
const quick = { timeout: 30_000, pauses: [1, 1] };
const success = JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } });

/** Asks a server that gives these answers one after the other, the last one again and again. */
async function asked(...answers: readonly (readonly [status: number, body: string])[]) {
  let calls = 0;
  const { url } = await served((_, response) => {
    const [status, body] = answers[Math.min(calls++, answers.length - 1)] ?? [500, ''];
    response.writeHead(status, { location: '/elsewhere' }).end(body);
  });
  const answer = await new PrometheusApi(prometheusAddress(url), quick).query('time()', undefined);
  return { said: answer.kind === 'answer' ? answer.value : answer.reason.replace(url, 'URL'), calls };
}

describe('asking Prometheus', () => {
  test('asks again when something goes wrong on the way', async () => {
    const data = { resultType: 'scalar', result: [1, '1'] };
    expect(await asked([503, 'busy'], [429, ''], [200, success])).toEqual({ said: data, calls: 3 });
  });

  test.each([
    [
      'a wrong query',
      400,
      '{"status":"error","error":"parse error at char 1"}',
      1,
      'URL refused a query: parse error at char 1',
    ],
    ['no access', 401, '', 1, 'URL refuses access (HTTP 401). Set TOOLWRIGHT_PROMETHEUS_TOKEN'],
    ['another server', 200, '<html>', 1, 'URL answered as no Prometheus does (HTTP 200)'],
    ['a detour', 302, '', 1, 'URL sends elsewhere (HTTP 302): give the address itself.'],
    [
      'an overload that stays',
      503,
      '{"status":"error","error":"too many queries"}',
      3,
      'URL refused a query: too many queries',
    ],
  ])('tells of %s', async (_, status, body, calls, said) => {
    const answer = await asked([status, body]);
    expect(answer.said).toContain(said);
    expect(answer.calls).toBe(calls);
  });

  test('tells that nobody is there, and that it is too slow', async () => {
    const { url, server } = await served(() => {});
    const api = new PrometheusApi(prometheusAddress(url), { timeout: 50, pauses: [] });
    expect(await api.query('time()', undefined)).toEqual({
      kind: 'failed',
      reason: `Prometheus at ${url} did not answer within 0.05 s: it is slow or overloaded.`,
      isTooMuch: true,
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await api.query('time()', undefined)).toEqual({
      kind: 'failed',
      reason: `Prometheus at ${url} cannot be reached: ECONNREFUSED. Look whether it runs.`,
    });
  });

  test('can be cancelled, also between two attempts', async () => {
    const { url } = await served((_, response) => response.writeHead(503).end());
    const api = new PrometheusApi(prometheusAddress(url), { timeout: 1000, pauses: [60_000] });
    const stop = new AbortController();
    const asking = api.query('time()', undefined, { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(asking).rejects.toThrow(CancelledError);
  });

  test('gives the secret to the server, and shows it nowhere', async () => {
    const seen: (string | undefined)[] = [];
    const { url } = await served((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(403).end();
    });
    for (const environment of [
      { TOOLWRIGHT_PROMETHEUS_TOKEN: 's3cret' },
      { TOOLWRIGHT_PROMETHEUS_USER: 'ada', TOOLWRIGHT_PROMETHEUS_PASSWORD: 's3cret' },
    ]) {
      const answer = await new PrometheusApi(prometheusAddress(url, environment), quick).query('1', 0);
      expect(JSON.stringify(answer)).not.toContain('s3cret');
    }
    expect(seen).toEqual(['Bearer s3cret', 'Basic YWRhOnMzY3JldA==']);
  });

  test('gives no secret to a server that a workspace has chosen, and says so', async () => {
    const seen: (string | undefined)[] = [];
    const { url } = await served((request, response) => {
      seen.push(request.headers.authorization);
      response.end(success);
    });
    const environment = { TOOLWRIGHT_PROMETHEUS_TOKEN: 's3cret' };
    const address = prometheusAddress(url, environment, true);
    expect((await new PrometheusApi(address, quick).query('time()', undefined)).kind).toBe('answer');
    expect(seen).toEqual([undefined]);
    expect(address.notes).toEqual([expect.stringContaining('is not sent to 127.0.0.1')]);
    expect(JSON.stringify(address)).not.toContain('s3cret');
    expect(prometheusAddress(url, {}, true).notes).toEqual([]);
  });
});

describe('the address of Prometheus', () => {
  test.each(['localhost:9090', 'ftp://host', 'http://ada:s3cret@host', 'http://host/?a=b', 'http://host/#a', ''])(
    'is not %s',
    (text) => {
      expect(() => prometheusAddress(text)).toThrow('The address of Prometheus cannot be used');
    },
  );

  test('may have a path, and ends without a slash', () => {
    expect(prometheusAddress('https://host/prometheus/').url).toBe('https://host/prometheus');
    expect(prometheusAddress('http://localhost:9090').url).toBe('http://localhost:9090');
  });

  test('warns of a secret that goes unencrypted to another machine', () => {
    const notes = (url: string) => prometheusAddress(url, { TOOLWRIGHT_PROMETHEUS_TOKEN: 'x' }).notes.length;
    expect([notes('http://host'), notes('https://host'), notes('http://127.0.0.1:9090')]).toEqual([1, 0, 0]);
  });
});
