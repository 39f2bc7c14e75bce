import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { flagsFromUrl } from '../../src/runtime/index.ts';
import { collector } from './collector.ts';

async function server(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const http = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  const close = () => {
    http.closeAllConnections();
    http.close();
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/flags.json`, close };
}

test('is asked for with the ETag of its last answer, and told where that has changed', async () => {
  const asked: (string | undefined)[] = [];
  let tag = '"1"';
  const { url } = await server((request, response) => {
    asked.push(request.headers['if-none-match']);
    response.writeHead(asked.at(-1) === tag ? 304 : 200, { etag: tag });
    response.end(asked.at(-1) === tag ? undefined : `{"flags": {"tag": ${tag}}}`);
  });
  const { told, listener } = collector();
  onTestFinished(flagsFromUrl(url, { pollMs: 10, headers: { authorization: 'Bearer x' } }).open(listener));
  await expect.poll(() => asked.length).toBeGreaterThan(2);
  expect(asked.slice(0, 3)).toEqual([undefined, '"1"', '"1"']);
  tag = '"2"';
  await expect.poll(() => told).toEqual([{ flags: { tag: '1' } }, { flags: { tag: '2' } }]);
});

test('is asked for once where the next time is further away than timers reach', async () => {
  let asked = 0;
  const { url } = await server((_, response) => {
    asked++;
    response.end('{"flags": {}}');
  });
  const { told, listener } = collector();
  onTestFinished(flagsFromUrl(url, { pollMs: Number.POSITIVE_INFINITY }).open(listener));
  await expect.poll(() => told).toEqual([{ flags: {} }]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBe(1);
});

test('that fails keeps what it said, is told once, and taken up again', async () => {
  let answer = (response: ServerResponse) => response.end('{"flags": {}}');
  const { url } = await server((_, response) => void answer(response));
  const { told, listener } = collector();
  onTestFinished(flagsFromUrl(`${url}?token=secret`, { pollMs: 5 }).open(listener));
  await expect.poll(() => told).toEqual([{ flags: {} }]);
  answer = (response) => response.writeHead(503).end();
  await expect.poll(() => told.at(-1)).toBe(`The flags cannot be had: ${url} answers 503.`);
  answer = (response) => response.end('{"fla');
  await expect.poll(() => told.at(-1)).toBe(`The flags cannot be had: ${url} is not JSON.`);
  answer = (response) => response.writeHead(401).end();
  await expect.poll(() => told.at(-1)).toBe(`fatal: The flags cannot be had: ${url} answers 401.`);
  answer = (response) => response.end('{"flags": {}}');
  await expect.poll(() => told.at(-1)).toBe('recovered');
  expect(told).toHaveLength(5);
});

test('that does not answer, or answers too late, is told', async () => {
  const { url, close } = await server(() => {});
  const { told, listener } = collector();
  onTestFinished(flagsFromUrl(url, { pollMs: 5, timeoutMs: 20 }).open(listener));
  await expect.poll(() => told).toEqual([expect.stringMatching(/does not answer \(.*timeout.*\)\.$/)]);
  close();
  await expect.poll(() => told.at(-1)).toMatch(/does not answer \(.*ECONNREFUSED.*\)\.$/);
});

test('with a password in it is refused by fetch, and nobody is told the password', async () => {
  const { told, listener } = collector();
  onTestFinished(flagsFromUrl('http://ada:sec@ret@127.0.0.1:1/flags?token=secret', { pollMs: 5 }).open(listener));
  await expect.poll(() => told).toHaveLength(1);
  expect(told[0]).toContain('http://127.0.0.1:1/flags does not answer');
  expect(told[0]).not.toMatch(/ret@|sec/);
});
