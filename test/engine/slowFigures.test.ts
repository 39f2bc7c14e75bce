import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '#base';
import { withRollout } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { RolloutDoor } from '../../src/engine/rollout/rolloutDoor.ts';
import { rollout } from './observedRollout.ts';

const order = { person: 'ada', reason: 'It fails.' };

/** What an editor shows of a fleet whose Prometheus takes requests, and answers them when it is told to: with an error. */
async function fleet() {
  const waiting: ServerResponse[] = [];
  let isAnswering = false;
  const refuse = (response: ServerResponse) => response.writeHead(422).end('{}');
  const server = createServer((_, response) => void (isAnswering ? refuse(response) : waiting.push(response)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const root = mkdtempSync(join(tmpdir(), 'toolwright-slow-'));
  mkdirSync(join(root, '.toolwright'));
  writeFileSync(join(root, '.toolwright/rollouts.json'), withRollout(undefined, 'shout', rollout));
  const held = new HeldJournal({ file: join(root, journalFile) });
  const none = () => {
    throw new Error('there is no capability');
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const door = new RolloutDoor({
    ...{ root, logger: silentLogger, journal: () => held.get(), row: none, ready: async () => {} },
    prometheus: { url, patience: { timeout: 600_000, pauses: [] }, statusWithin: 20 },
    packages: { change: async () => {}, list: () => [], find: () => undefined, capability: none },
  });
  onTestFinished(async () => {
    await door.dispose();
    held.close();
    server.closeAllConnections();
    server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const answer = () => {
    isAnswering = true;
    for (const response of waiting.splice(0)) refuse(response);
  };
  return { door, answer, asked: () => waiting.length };
}

it('what is stopped or taken back waits for no Prometheus, and neither does whoever looks at it before', async () => {
  const { door, asked } = await fleet();
  const [listed] = await door.rollouts();
  expect(listed).toMatchObject({ state: 'running', percent: 1 });
  expect(listed?.decision).toBeUndefined();
  expect(listed?.problems.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('has not answered yet'),
  );
  expect(await door.rollout('shout')).toMatchObject({ state: 'running' });
  expect(await door.pauseRollout('shout', order)).toMatchObject({ state: 'paused' });
  expect(await door.rollBack('shout', order)).toMatchObject({ state: 'rolled-back', percent: 0 });
  // One question is on its way, whoever has looked since.
  await expect.poll(asked).toBe(1);
});

it('figures that come late are news, and are shown then', async () => {
  const { door, answer } = await fleet();
  await door.rollouts();
  const { cursor } = await door.rolloutNews(undefined);
  answer();
  // As often as there is anything new, until the figures are there.
  let seen: string | undefined = cursor;
  await expect
    .poll(async () => {
      const news = await door.rolloutNews(seen);
      seen = news.cursor;
      const [status] = await door.rollouts();
      return status?.decision?.words;
    })
    .toContain('422');
});

it('what goes on is decided by figures alone: an advance waits for them', async () => {
  const { door, answer } = await fleet();
  await door.rollout('shout');
  const advanced = door.advanceRollout('shout', { ...order, revision: 1 }).catch((error: Error) => error.message);
  expect(await Promise.race([advanced, door.rollouts().then(() => 'it waits')])).toBe('it waits');
  answer();
  expect(await advanced).toContain('is not in .toolwright/versions');
});
