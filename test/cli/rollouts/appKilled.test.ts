import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '#base';
import { openJournal } from '#journal';
import { type Gap, journalFile, type RolloutDecision } from '#protocol';
import { freePort, noPrometheus, RealPrometheus } from '../../capability/rollout/metrics/realPrometheus.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';
import { json, toolwright } from '../toolwright.ts';
import { Controller } from './controller.ts';
import { FleetApp } from './fleetApp.ts';

const policy = {
  stages: [
    { name: 'half', percent: 50, minutes: 0, requests: 100 },
    { name: 'most', percent: 80, minutes: 0, requests: 100 },
    { name: 'all', percent: 100, minutes: 0, requests: 100 },
  ],
  prometheus: { processesPerUser: 1 },
};

/** What both versions do: they know no initials of a name that is empty. */
const source = `/** Writes a name as initials. */
export function run({ text }: { text: string }): string {
  if (text === '') throw new Error('There is no name.');
  return text.split(' ').map((word) => \`\${word.slice(0, 1)}.\`).join(' ');
}
`;

const manifest = (version: string) =>
  JSON.stringify({
    ...{ name: 'initials', version, description: 'Writes names as initials.', type: 'module' },
    toolwright: {
      ...{ title: 'Write names as initials', intents: ['write {text} as initials'], permissions: {} },
      input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
      output: { type: 'string' },
      provenance: { generator: 'hand' },
    },
  });

const examples = JSON.stringify(
  ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Ada Augusta Lovelace', 'Plato'].map((text) => ({
    ...{ name: text, input: { text } },
    output: text.replaceAll(/(\w)\w*/g, '$1.'),
  })),
);

/** Users who ask all the time, a few of them for what no version can do, until they are stopped. */
class Load {
  /** Answers of the version that is rolled out: each was counted once by the app. */
  candidate = 0;
  /** Requests whose answer never came: the app may have counted them. */
  lost = 0;
  /** Users who were told that their request failed. */
  readonly failed: string[] = [];
  readonly #app: FleetApp;
  readonly #ended: Promise<unknown>;
  #users = 0;
  #isOn = true;

  constructor(app: FleetApp) {
    this.#app = app;
    this.#ended = Promise.all(Array.from({ length: 16 }, () => this.#ask()));
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#ended;
  }

  async #ask(): Promise<void> {
    while (this.#isOn) {
      const number = this.#users++;
      const user = `user-${number}`;
      try {
        const { status, value, variant } = await this.#app.ask(user, number % 100 === 99 ? '' : 'Ada Lovelace');
        if (status === 500) this.failed.push(user);
        else expect({ status, value }).toEqual({ status: 200, value: 'A. L.' });
        if (variant === 'candidate') this.candidate++;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        this.lost++;
        await wait(20);
      }
    }
  }
}

const name = `an app that is killed under load keeps what it reported, and costs its rollout neither a stage nor a false step${noPrometheus ? `: skipped, ${noPrometheus}` : ''}`;

test.skipIf(noPrometheus)(name, { timeout: 240_000 }, async () => {
  const place = '.toolwright/capabilities/initials';
  const cwd = temporaryWorkspace({
    'package.json': '{ "name": "people", "type": "module" }',
    '.toolwright/rollout-policy.json': JSON.stringify(policy),
    '.toolwright/policy.json': JSON.stringify({ firstStage: { medium: 100 } }),
    [`${place}/package.json`]: manifest('1.0.0'),
    [`${place}/index.ts`]: source,
    [`${place}/examples.json`]: examples,
  });
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await toolwright([...args, '--runner', 'wasm'], { cwd });
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  };
  const order = ['--reason', 'It is time.', '--person', 'ada'];
  await run('verify', 'initials');
  await run('rollout', 'start', 'initials', '--strategy', 'flag', ...order);
  await run('rollout', 'advance', 'initials', '--overrule', ...order);
  writeFileSync(join(cwd, place, 'package.json'), manifest('2.0.0'));
  await run('verify', 'initials');
  await run('rollout', 'start', 'initials', ...order);

  const port = await freePort();
  const app = new FleetApp(port, cwd);
  onTestFinished(() => app.kill());
  await app.run();
  const prometheus = await RealPrometheus.start([`127.0.0.1:${port}`]);
  onTestFinished(() => prometheus.end());
  const flags = join(cwd, '.toolwright/rollouts.json');
  const controller = new Controller(cwd, ['--prometheus', prometheus.url, '--flags', flags]);
  await controller.hears({ kind: 'leading' });

  const outcomes = join(cwd, '.toolwright/outcomes.jsonl');
  /** Users whose failure is in the file, of the lines that are whole. */
  const reported = (): readonly string[] =>
    readFileSync(outcomes, 'utf8')
      .split('\n')
      .flatMap((line) => /^\{.*"user":"([^"]+)".*\}$/.exec(line)?.[1] ?? []);

  const load = new Load(app);
  onTestFinished(() => load.stop());
  const kept = new Set<string>();
  for (let kill = 1; kill <= 3; kill++) {
    const enough = load.failed.length + 2;
    await expect.poll(() => load.failed.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(enough);
    // What was written before: users go on asking, and failing, until the app is dead.
    await expect.poll(() => reported().length).toBeGreaterThan(kept.size);
    for (const user of reported()) kept.add(user);
    await app.kill();
    expect(reported()).toEqual(expect.arrayContaining([...kept]));
    // As a machine leaves it that loses its power in the middle of a line.
    if (kill === 1) {
      for (const user of reported().slice(-1)) kept.delete(user);
      truncateSync(outcomes, statSync(outcomes).size - 20);
    }
    await app.run();
  }

  const { value } = await json<{ gaps: Gap[]; problems: Problem[] }>(['gaps'], { cwd });
  const torn = value.problems.filter(({ code }) => code === 'outcome-invalid');
  expect(torn).toMatchObject([{ path: '.toolwright/outcomes.jsonl', line: expect.any(Number) }]);
  expect(value.gaps).toMatchObject([{ kind: 'error' }]);
  expect(reported()).toEqual(expect.arrayContaining([...kept]));

  const done = () =>
    controller.hasSaid({ kind: 'done', entry: expect.objectContaining({ command: 'finish', version: '2.0.0' }) });
  await expect.poll(done, { timeout: 120_000 }).toBe(true);
  await load.stop();
  const journal = openJournal({ file: join(cwd, journalFile) });
  onTestFinished(() => journal.close());
  const decisions = journal.decisions({ kinds: 'rollout-' }).toReversed().slice(2);
  expect(decisions.map(({ kind, person }) => `${kind} ${person}`)).toEqual([
    'rollout-start ada',
    'rollout-advance policy',
    'rollout-advance policy',
    'rollout-finish policy',
  ]);
  // Counters that began at 0 again were neither taken for losses nor counted twice.
  const counted = decisions.map(
    ({ known }) => (known as { decision?: RolloutDecision }).decision?.candidate.requests ?? 0,
  );
  expect(Math.max(...counted)).toBeGreaterThan(300);
  expect(Math.max(...counted)).toBeLessThanOrEqual(load.candidate + load.lost + load.failed.length);
  expect(controller.said.filter(({ kind }) => kind === 'problem')).toEqual([]);
  expect(app.told).toEqual([]);
});
