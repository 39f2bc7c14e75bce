import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { CancelledError, silentLogger } from '#base';
import { type Rollout, withRollout } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile, type RolloutStatus } from '#protocol';
import { createCapabilitySession } from '../../src/engine/local.ts';
import type { FleetMetrics } from '../../src/engine/rollout/fleetSource.ts';
import { RolloutDoor } from '../../src/engine/rollout/rolloutDoor.ts';
import { served } from '../capability/rollout/metrics/httpServer.ts';
import { serveUsers } from './openRollouts.ts';

const minute = 60_000;
const patience = { timeout: 30_000, pauses: [1] };

/** A Prometheus whose apps have served 20 requests of each version in each minute; those of the new one end so. */
async function prometheus(outcome: 'served' | 'error') {
  const began = Date.now() - 9 * minute;
  const counters = [
    { outcome: 'served', variant: 'stable', version: '1.0.0', stratum: '0.0.0' },
    { outcome, variant: 'candidate', version: '2.0.0', stratum: '0.0.0' },
  ];
  const buckets = counters.map(({ variant, version }) => ({ variant, version, le: '0.1' }));
  return served(async (request, response) => {
    const { query, time } = await formOf(request);
    const answer = (data: object) => response.end(JSON.stringify({ status: 'success', data }));
    const now = Date.now() / 1000;
    if (query === 'time()') return answer({ resultType: 'scalar', result: [now, String(now)] });
    if (query.startsWith('last_over_time(')) return answer({ resultType: 'vector', result: [] });
    const series = query.includes('requests_total') ? counters : query.includes('_bucket') ? buckets : [];
    const scrapes = Array.from({ length: 9 }, (_, n) => [began / 1000 + n * 60, String(n * 20)]);
    const from = time - Number(/\[(\d+)s\]/.exec(query)?.[1]);
    const values = scrapes.filter(([at]) => Number(at) > from && Number(at) <= time);
    return answer({ resultType: 'matrix', result: series.map((one) => ({ metric: { ...one, speaks: '0' }, values })) });
  });
}

async function formOf(request: IncomingMessage) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const form = new URLSearchParams(Buffer.concat(parts).toString());
  return { query: form.get('query') ?? '', time: Number(form.get('time')) };
}

/** The rollouts of a workspace as the editor opens them, of which one goes on in a fleet. */
function open(metrics: FleetMetrics | undefined) {
  const root = mkdtempSync(join(tmpdir(), 'toolwright-fleet-'));
  mkdirSync(join(root, '.toolwright'));
  const since = new Date(Date.now() - 10 * minute).toISOString();
  const running: Rollout = {
    ...{ id: '2.0.0#1.x', state: 'running', strategy: 'percentage', stable: '1.0.0', candidate: '2.0.0', content: 'x' },
    ...{ stage: 'canary', percent: 50, groups: [], since, stageSince: since, countedSince: since },
    ...{ revision: 1, command: 'start', by: 'bob', reason: 'It is time.' },
  };
  const flags = join(root, 'fleet.json');
  writeFileSync(flags, withRollout(undefined, 'shout', running));
  const held = new HeldJournal({ file: join(root, journalFile) });
  const none = () => {
    throw new Error('there is no capability');
  };
  const door = new RolloutDoor({
    ...{ root, flags, prometheus: metrics, logger: silentLogger, journal: () => held.get(), row: none },
    ready: async () => {},
    packages: { change: async () => {}, list: () => [], find: () => undefined, capability: none },
  });
  onTestFinished(async () => {
    await door.dispose();
    held.close();
    rmSync(root, { recursive: true, force: true });
  });
  return { door, journal: held.get() };
}

/** What is said of the source of figures. */
const ofSource = (status: RolloutStatus | undefined) =>
  status?.problems.flatMap(({ code, message }) => (code === 'rollout-source' ? [message] : []));

afterEach(() => {
  vi.useRealTimers();
});

test('figures of a fleet are those that its Prometheus has; once it is down, the last ones are shown and it is said', async () => {
  const { url, server } = await prometheus('served');
  const { door } = open({ url, patience });
  const [status] = await door.rollouts();
  expect(status?.decision?.candidate.requests).toBeGreaterThan(100);
  expect(status?.decision?.control.requests).toBeGreaterThan(100);
  expect(ofSource(status)).toEqual([]);
  const { file } = door.registry.flags;
  expect(status?.problems).toContainEqual(expect.objectContaining({ code: 'version-missing', path: file }));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const [after] = await door.rollouts();
  const said = `Prometheus at ${url} cannot be reached: ECONNREFUSED. Look whether it runs.`;
  expect(after?.decision).toMatchObject({ action: 'hold', rule: 'no-data', words: `Hold: ${said}` });
  expect(after?.decision?.candidate.requests).toBe(status?.decision?.candidate.requests);
  expect(ofSource(after)).toEqual([said]);
});

test.each([
  ['its Prometheus says', true],
  ['the journal says of its flag file', false],
])('beside the controller of a fleet no other one decides, whatever %s', async (_, hasPrometheus) => {
  const { url } = await prometheus('error');
  const { door, journal } = open(hasPrometheus ? { url, patience } : undefined);
  await serveUsers({ rollouts: door.registry, journal }, hasPrometheus ? 1 : 300, true);
  expect((await door.rollout('shout'))?.decision?.action).toBe('roll-back');
  // What is in this journal is no opinion on a fleet whose figures a Prometheus has. The policy looks after each.
  const weight = await door.recordFeedback({ request: 1, person: 'ada', rating: 'bad' });
  expect(weight).toBe(hasPrometheus ? 'no-rollout' : 'counts');
  await door.registry.settle();
  expect(await door.rollout('shout')).toMatchObject({ state: 'running', revision: 1 });
  // A person may.
  await door.rollBack('shout', { person: 'ada', reason: 'It fails.' });
  expect(await door.rollout('shout')).toMatchObject({ state: 'rolled-back', revision: 2 });
});

test('an address that cannot be used leaves rollouts without figures, and says so; on the command line nothing is done', async () => {
  const { door } = open({ url: 'localhost:9090' });
  const [status] = await door.rollouts();
  expect(status).toMatchObject({ name: 'shout', state: 'running', decision: { action: 'hold', rule: 'no-data' } });
  expect(ofSource(status)).toEqual([expect.stringMatching(/^The address of Prometheus cannot be used: .*Give it as/)]);
  const settings = { root: '/nowhere', runner: 'wasm', logger: silentLogger } as const;
  await expect(createCapabilitySession({ ...settings, prometheus: { url: 'localhost:9090' } })).rejects.toMatchObject({
    code: 'prometheus-address',
  });
});

test('figures of a fleet are news with each scrape, though no journal tells of them', async () => {
  const { door } = open({ url: 'http://127.0.0.1:1', patience });
  const { cursor } = await door.rolloutNews(undefined);
  const next = door.rolloutNews(cursor);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15_000 });
  expect(await next).toMatchObject({ entries: [] });
  // Of figures that are in the journal it is told by the journal.
  const here = open(undefined).door;
  const { cursor: known } = await here.rolloutNews(undefined);
  vi.setSystemTime(Date.now() + 15_000);
  const end = AbortSignal.timeout(700);
  await expect(here.rolloutNews(known, { signal: end })).rejects.toThrow(CancelledError);
});
