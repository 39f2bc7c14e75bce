import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import type { CapabilitySession } from '#protocol';

let root = '';
let session: CapabilitySession;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-debugging-'));
  const sample = new URL('../fixtures/sample-workspace/.toolwright', import.meta.url).pathname;
  cpSync(sample, join(root, '.toolwright'), { recursive: true });
  session = await createCapabilitySession({ root, runner: 'auto', logger: silentLogger });
});
afterAll(async () => {
  await session.dispose();
  rmSync(root, { recursive: true, force: true });
});

/** Lets a process that waits for a debugger go on without one. */
async function letGo(port: number): Promise<void> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((done) => socket.addEventListener('open', done));
  const answered = new Promise((done) => socket.addEventListener('message', done, { once: true }));
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.runIfWaitingForDebugger' }));
  await answered;
  socket.close();
}

test('an example is judged under a debugger as it is in the sandbox', { timeout: 60_000 }, async () => {
  const [example = ''] = (await session.list())
    .filter(({ name }) => name === 'iso-dates')
    .flatMap(({ capability }) => capability?.examples.map(({ name }) => name) ?? []);
  const { id, port } = await session.debugExample('iso-dates', example);
  await letGo(port);
  const debugged = await session.debugged(id);
  const { result, ...judged } = await session.runExample('iso-dates', example);
  expect(debugged).toMatchObject({ ...judged, passed: true, result: { status: 'ok' } });
  expect(result).toMatchObject({ status: 'ok' });
});

test('what did not pass BASIC is not debugged', { timeout: 60_000 }, async () => {
  const debugging = session.debugExample('peek-environment', 'any');
  await expect(debugging).rejects.toMatchObject({ code: 'not-debuggable' });
});

test('a process that nobody debugs any more is ended', { timeout: 60_000 }, async () => {
  const [example = ''] = (await session.list())
    .filter(({ name }) => name === 'iso-dates')
    .flatMap(({ capability }) => capability?.examples.map(({ name }) => name) ?? []);
  const { id } = await session.debugExample('iso-dates', example);
  const controller = new AbortController();
  const waiting = session.debugged(id, { signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'CancelledError' });
  await expect(session.debugged(id)).rejects.toMatchObject({ name: 'CancelledError' });
});
