import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from '#journal';
import { type Gap, journalFile, type RolloutStatus } from '#protocol';
import { freePort, noPrometheus, RealPrometheus } from '../../capability/rollout/metrics/realPrometheus.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { json, toolwright } from '../toolwright.ts';
import { Controller } from './controller.ts';
import { FleetApp } from './fleetApp.ts';

const policy = {
  stages: [
    { name: 'tenth', percent: 10, minutes: 0, requests: 20 },
    { name: 'half', percent: 50, minutes: 0, requests: 50 },
    { name: 'all', percent: 100, minutes: 0, requests: 100 },
  ],
  prometheus: { processesPerUser: 1 },
};

const examples = ['Ada Lovelace=>A. L.', 'Grace Hopper=>G. H.', 'Alan Turing=>A. T.', 'Barbara Liskov=>B. L.'];
const sandbox = ['--runner', 'wasm'];
const order = ['--reason', 'It is time.', '--person', 'ada', ...sandbox];

/** Version 0.2.0: it works as 0.1.0, but for people with a middle name. */
function plantBug(folder: string): void {
  const edit = (file: string, from: string, to: string) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  edit('package.json', '"version": "0.1.0"', '"version": "0.2.0"');
  const bug = String.raw`if (/^\S+ \S+ \S+$/.test(text)) throw new Error('Nobody has three names.');`;
  edit('index.ts', '  const results: string[] = [];', `  ${bug}\n  const results: string[] = [];`);
}

const name = `the story of a fleet: what an app cannot do becomes a capability, reaches everybody step by step though its controller is killed, and a planted bug in the next version is taken back by itself${noPrometheus ? `: skipped, ${noPrometheus}` : ''}`;

test.skipIf(noPrometheus)(name, { timeout: 180_000 }, async () => {
  const cwd = temporaryWorkspace({
    'package.json': '{ "name": "people", "type": "module" }',
    '.toolwright/rollout-policy.json': JSON.stringify(policy),
  });
  const flags = join(cwd, '.toolwright/rollouts.json');
  const port = await freePort();
  const app = new FleetApp(port, cwd);
  onTestFinished(() => app.kill());
  await app.run();

  // Nothing serves what a user asks for.
  expect((await app.ask('user-0', 'Ada Lovelace')).status).toBe(501);
  const outcomes = () => readFileSync(join(cwd, '.toolwright/outcomes.jsonl'), 'utf8');
  await expect.poll(outcomes).toContain('missing_handler');
  const { value: known } = await json<{ gaps: Gap[] }>(['gaps'], { cwd });
  expect(known.gaps).toMatchObject([{ intent: 'write the names as initials', kind: 'missing_handler', frequency: 1 }]);
  // As much of its name as tells it apart.
  const id = known.gaps[0]?.id.slice(0, 12) ?? '';

  // It becomes a capability with its evidence, and goes to a tenth of the users.
  const given = examples.flatMap((one) => ['--example', one]);
  const written = await toolwright(['synthesize', id, ...given, '--name', 'initials', '--write', ...sandbox], { cwd });
  expect(written).toMatchObject({ code: 0, stdout: expect.stringMatching(/✓ examples/) });
  expect(written.stderr).toContain('It is in .toolwright/capabilities/initials.');
  const begun = await json<RolloutStatus>(['rollout', 'start', 'initials', ...order], { cwd });
  expect(begun).toMatchObject({ code: 0, value: { state: 'running', stage: 'tenth', percent: 10 } });
  await app.kill();
  await app.run();

  const prometheus = await RealPrometheus.start([`127.0.0.1:${port}`]);
  onTestFinished(() => prometheus.end());
  const fleet = ['--prometheus', prometheus.url, '--flags', flags];
  const first = new Controller(cwd, fleet);
  await first.hears({ kind: 'leading', goingOn: [expect.objectContaining({ name: 'initials', stage: 'tenth' })] });
  const second = new Controller(cwd, fleet);
  await second.hears({ kind: 'waiting' });

  /** Each user asks once; who gets an answer gets the right one. */
  let users = 1;
  const use = async (requests: number) => {
    const served = { stable: 0, candidate: 0, fallback: 0, none: 0 };
    await Promise.all(
      Array.from({ length: requests }, async (_, n) => {
        const [text, initials] = n % 2 === 0 ? ['Ada Lovelace', 'A. L.'] : ['Ada Augusta Lovelace', 'A. A. L.'];
        const { status, value, variant = 'none' } = await app.ask(`user-${users++}`, text);
        expect({ status, value }).toEqual(variant === 'none' ? { status: 501 } : { status: 200, value: initials });
        served[variant]++;
      }),
    );
    return served;
  };
  const useUntil = async (isSo: () => boolean) => {
    const served = { fallback: 0, none: 0 };
    for (let look = 0; look < 400 && !isSo(); look++) {
      const { fallback, none } = await use(50);
      served.fallback += fallback;
      served.none += none;
      await wait(100);
    }
    expect(isSo()).toBe(true);
    return served;
  };
  const done = (controller: Controller, command: string, more: object = {}) =>
    controller.hasSaid({
      kind: 'done',
      entry: expect.objectContaining({ name: 'initials', command, by: 'policy', ...more }),
    });

  // Users bring it on; its controller is killed in the middle, and the other one takes the lead.
  await useUntil(() => done(first, 'advance', { stage: 'half' }));
  // Whoever asks for its figures gets those of the fleet, and not of a journal that has none.
  const shown = await json<RolloutStatus>(['rollout', 'status', 'initials', ...fleet, ...sandbox], { cwd });
  expect(shown.value.decision?.candidate.requests).toBeGreaterThanOrEqual(20);
  const here = await json<RolloutStatus>(['rollout', 'status', 'initials', ...sandbox], { cwd });
  expect(here.value.decision?.candidate.requests).toBe(0);
  await first.end('SIGKILL');
  await useUntil(() => done(second, 'finish', { version: '0.1.0' }));
  await expect.poll(() => use(10), { timeout: 10_000 }).toMatchObject({ none: 0, fallback: 0 });

  // The next version has a bug that no example knows.
  plantBug(join(cwd, '.toolwright/capabilities/initials'));
  expect((await toolwright(['verify', 'initials', ...sandbox], { cwd })).code).toBe(0);
  const next = await json<RolloutStatus>(['rollout', 'start', 'initials', ...order], { cwd });
  expect(next.value).toMatchObject({ stable: '0.1.0', candidate: '0.2.0', stage: 'tenth' });
  await app.kill();
  await app.run();
  // Whatever it cannot do, the version in use does: no user sees an error.
  const { fallback, none } = await useUntil(() => done(second, 'roll-back', { version: '0.2.0' }));
  expect(fallback).toBeGreaterThan(0);
  expect(none).toBe(0);
  await expect.poll(() => use(50), { timeout: 10_000 }).toEqual({ stable: 50, candidate: 0, fallback: 0, none: 0 });

  expect(JSON.parse(readFileSync(flags, 'utf8')).flags.initials).toMatchObject({
    metadata: {
      status: 'rolled-back',
      by: 'policy',
      reason: expect.stringMatching(/^Roll back: the new version fails/),
    },
  });
  expect(outcomes()).toMatch(/"outcome":"error".*"version":"0\.2\.0","reason":"Nobody has three names\."/);
  const journal = openJournal({ file: join(cwd, journalFile) });
  onTestFinished(() => journal.close());
  const log = journal.decisions({ kinds: 'rollout-' }).map(({ kind, person, known }) => {
    const { candidate, stage } = (known as unknown as { rollout: { candidate: string; stage: string } }).rollout;
    return `${candidate} ${kind} ${stage} ${person}`;
  });
  expect(log.reverse()).toEqual([
    '0.1.0 rollout-start tenth ada',
    '0.1.0 rollout-advance half policy',
    '0.1.0 rollout-advance all policy',
    '0.1.0 rollout-finish all policy',
    '0.2.0 rollout-start tenth ada',
    '0.2.0 rollout-roll-back tenth policy',
  ]);
  expect(second.said.filter(({ kind }) => kind === 'problem')).toEqual([]);
  // Before there was a rollout, and while its second version was not deployed yet.
  expect(app.told).toEqual([
    expect.stringMatching(
      /^toolwright: The flags cannot be read: .*rollouts\.json is not there\. Meanwhile the stable versions serve/,
    ),
    'toolwright: The flag initials names version 0.2.0, which this app does not bring.',
  ]);
  expect(await second.end('SIGTERM')).toEqual([130, null]);
});
