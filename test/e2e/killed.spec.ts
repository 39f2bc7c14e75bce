import { readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal, tryLock } from '#journal';
import { journalFile } from '#protocol';
import { copySampleWorkspace } from '../../scripts/editor/sampleWorkspace.ts';
import { lockFor } from '../../src/engine/rollout/flagPlace.ts';
import { type AppRouter, createRouter, flagsFromFile } from '../../src/runtime/node/index.ts';
import { toolwright } from '../cli/toolwright.ts';
import { type Editor, openEditor } from './editor.ts';
import { killExtensionHosts, killServer } from './killing.ts';

const stages = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((name, at) => ({
  ...{ name, percent: 91 + at, minutes: 0, requests: 100 },
}));

let editor: Editor;
let flagFile: string;
let app: AppRouter;
/** What an app that follows the flag file has told of problems. */
const told: string[] = [];

beforeAll(async () => {
  editor = await openEditor({
    settings: { 'toolwright.user.name': 'Ada' },
    workspace: async (folder) => {
      await copySampleWorkspace(folder);
      writeFileSync(join(folder, '.toolwright/rollout-policy.json'), JSON.stringify({ stages }));
      // Its stages are there to be gone through, and begin with nearly everybody.
      writeFileSync(join(folder, '.toolwright/policy.json'), JSON.stringify({ firstStage: { medium: 100 } }));
      const run = async (...args: string[]) => {
        const { code, stderr } = await toolwright(args, { cwd: folder });
        expect({ code, stderr }).toMatchObject({ code: 0 });
      };
      await run('verify', 'iso-dates');
      await run('rollout', 'start', 'iso-dates', '--reason', 'It is time.', '--person', 'Ada');
    },
  });
  flagFile = join(editor.folder, '.toolwright/rollouts.json');
  const versions = { '0.9.0': () => 'before', '1.0.0': () => 'new' };
  const flags = flagsFromFile(flagFile, { pollMs: 20 });
  const onProblem = (message: string) => void told.push(message);
  app = createRouter({ capabilities: { 'iso-dates': { versions } }, flags, onProblem });
  await app.ready;
});
afterAll(async () => {
  await app?.close();
  await editor?.[Symbol.asyncDispose]();
});

/** The stage that the flag file says, which has to be whole. */
const stage = (): string => JSON.parse(readFileSync(flagFile, 'utf8')).flags['iso-dates'].metadata.stage;

/** The stage after another one. */
const after = (name: string): string => stages[stages.findIndex((one) => one.name === name) + 1]?.name ?? '';

/** What the journal has acknowledged, oldest first: each stage with who or what it is due to, then each request. */
function acknowledged(): { readonly stages: readonly string[]; readonly requests: readonly string[] } {
  const journal = openJournal({ file: join(editor.folder, journalFile) });
  try {
    const decisions = journal.decisions({ kinds: 'rollout-', subject: 'iso-dates' }).toReversed();
    return {
      stages: decisions.map(({ known }) => (known as unknown as { rollout: { stage: string } }).rollout.stage),
      requests: journal.requests({ limit: 100 }).map(({ id }) => String(id)),
    };
  } finally {
    journal.close();
  }
}

/** Asks for the next stage, as a person does, up to the last click. */
async function advance(): Promise<void> {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Advance Rollout');
  await workbench.pick('iso-dates');
  await workbench.page.locator('.quick-input-widget').filter({ hasText: 'Who gets 1.0.0 then:' }).waitFor();
  await workbench.quickInput.fill('It does no harm.');
  await workbench.page.keyboard.press('Enter');
  await workbench.answerDialog('Overrule the Policy');
}

/** Everything else that wants to write to the journal waits, until this is over. */
function holdJournal(): Disposable {
  const database = new DatabaseSync(join(editor.folder, journalFile), { timeout: 5000 });
  database.exec('BEGIN IMMEDIATE');
  return { [Symbol.dispose]: () => database.close() };
}

/** Opens the window anew; what was found there is in the journal once, and the app has heard of nothing wrong. */
async function goesOn(): Promise<void> {
  const found = stage();
  await editor.openAnew();
  await editor.workbench.runCommand('Toolwright: Show Rollouts');
  await editor.workbench.webview.locator('.verdict', { hasText: 'Running' }).waitFor({ timeout: 30_000 });
  const known = stages.slice(0, stages.findIndex(({ name }) => name === found) + 1).map(({ name }) => name);
  await expect.poll(() => acknowledged().stages).toEqual(known);
  expect(stage()).toBe(found);
  expect(told).toEqual([]);
  expect((await app.run('iso-dates', '', { user: 'ada' })).value).toMatch(/before|new/);
}

test('an extension host that is killed while it waits to write leaves the stage as it was, and what was acknowledged', async () => {
  const { workbench } = editor;
  await workbench.openFile('try-me/deliveries.txt');
  await workbench.runCommand('Toolwright: Ask…');
  await workbench.pick('convert dates in {selection} to ISO');
  await workbench.editorAction('Apply Change').waitFor();
  const before = acknowledged();
  expect(before).toMatchObject({ stages: ['one'], requests: [expect.any(String)] });

  const lock = tryLock(lockFor(flagFile, 'write'));
  await advance();
  await wait(500);
  await killExtensionHosts(editor.server);
  lock?.release();
  expect(lock).toBeDefined();
  expect(stage()).toBe('one');
  expect(acknowledged()).toEqual(before);
  await goesOn();
  expect(acknowledged()).toEqual(before);
}, 240_000);

const parts = [
  ['an extension host', killExtensionHosts],
  ['a whole server', killServer],
] as const;

test.each(parts)(
  '%s that is killed when the flag is written and the journal is not has reached the stage, which is found and recorded once',
  async (_, kill) => {
    const [from, before] = [stage(), acknowledged()];
    const journal = holdJournal();
    await advance();
    await expect.poll(stage).toBe(after(from));
    await kill(editor.server);
    expect(stage()).toBe(after(from));
    journal[Symbol.dispose]();
    await goesOn();
    expect(acknowledged()).toEqual({ ...before, stages: [...before.stages, after(from)] });
  },
  240_000,
);

test('an extension host that is killed as soon as it writes leaves whole files, at a stage that was reached', async () => {
  const [from, before] = [stage(), acknowledged()];
  const begun = Promise.withResolvers<void>();
  // The flag file itself is only ever renamed into its place: what comes first is a file beside it.
  const events = watch(join(editor.folder, '.toolwright'), (_event, name) => {
    if (name?.startsWith('rollouts.json') || name?.includes('.write-lock')) begun.resolve();
  });
  const dead = begun.promise.then(() => killExtensionHosts(editor.server));
  // The dialog may be gone before it is seen to be gone.
  await Promise.race([advance().then(() => dead), dead]);
  events.close();
  expect([from, after(from)]).toContain(stage());
  const { stages: kept, requests } = acknowledged();
  expect(kept.slice(0, before.stages.length)).toEqual(before.stages);
  expect(requests).toEqual(before.requests);
  await goesOn();
}, 240_000);

test('in the end each stage was recorded once, and the rollout goes on', async () => {
  const { stages: before, requests } = acknowledged();
  await advance();
  const reached = [...before, after(before.at(-1) ?? '')];
  await expect.poll(acknowledged).toEqual({ stages: reached, requests });
  expect(reached).toEqual(stages.slice(0, reached.length).map(({ name }) => name));
  expect(stage()).toBe(reached.at(-1));
  expect(told).toEqual([]);
});
