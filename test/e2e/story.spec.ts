import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import type { CapabilitySession } from '#protocol';
import { freePort } from '../capability/rollout/metrics/realPrometheus.ts';
import { FleetApp } from '../cli/rollouts/fleetApp.ts';
import { type Editor, openEditor } from './editor.ts';
import { readmePicture } from './readmePicture.ts';

const policy = {
  stages: [
    { name: 'tenth', percent: 10, minutes: 60, requests: 50 },
    { name: 'half', percent: 50, minutes: 60, requests: 200 },
    { name: 'all', percent: 100, minutes: 60, requests: 500 },
  ],
  // A busy machine takes longer than the usual limit: the version would be paused for that before its bug is found.
  latency: { ms: 2000 },
};

let editor: Editor;
let app: FleetApp;
/** The same engine as the editor's, in another process: what users ask, and who steers rollouts from elsewhere. */
let session: CapabilitySession;

beforeAll(async () => {
  editor = await openEditor({
    settings: { 'toolwright.user.name': 'Ada' },
    workspace: (folder) => {
      mkdirSync(join(folder, '.toolwright'), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "name": "people", "type": "module" }\n');
      writeFileSync(join(folder, '.toolwright/rollout-policy.json'), `${JSON.stringify(policy, null, 2)}\n`);
      // It rests on one example: at the risk of that one user in a hundred would be few for a picture.
      writeFileSync(join(folder, '.toolwright/policy.json'), JSON.stringify({ firstStage: { high: 10 } }));
    },
  });
  app = new FleetApp(await freePort(), editor.folder);
  const { workbench } = editor;
  await workbench.openView('Toolwright');
  for (const other of ['Graph', 'Capabilities']) await workbench.setOpen(other, false);
  await workbench.setOpen('Gaps', true);
});
afterAll(async () => {
  await app?.kill();
  await session?.dispose();
  await editor?.[Symbol.asyncDispose]();
});

/** Moves the border between side bar and editors. */
async function dragSash(from: number, to: number): Promise<void> {
  const { mouse } = editor.workbench.page;
  await mouse.move(from, 500);
  await mouse.down();
  await mouse.move(to, 500, { steps: 5 });
  await mouse.up();
}

const order = { person: 'Ada', reason: 'Its tests are green.' };

test('what an app cannot do is a gap in the editor', async () => {
  await app.run();
  for (const user of ['ada', 'grace', 'alan']) expect((await app.ask(user, 'Ada Lovelace')).status).toBe(501);
  const { workbench, folder } = editor;
  // A killed app says nothing more.
  const outcomes = join(folder, '.toolwright/outcomes.jsonl');
  await expect.poll(() => existsSync(outcomes) && readFileSync(outcomes, 'utf8').split('\n').length > 3).toBe(true);
  await app.kill();
  const gaps = workbench.tree('Gaps');
  const gap = gaps.row('write the names as initials');
  await gap.waitFor({ timeout: 30_000 });
  await gaps.expand('write the names as initials');
  // Wide enough for what is said of each request.
  await dragSash(349, 700);
  await workbench.page.mouse.move(1000, 600);
  await readmePicture(workbench, 'story-gap', { width: 700, height: 320 });
  await dragSash(700, 349);
});

test('an example makes a capability of it, which is kept with its evidence', async () => {
  const { workbench, folder } = editor;
  const gap = workbench.tree('Gaps').row('write the names as initials');
  await gap.hover();
  await gap.locator('[aria-label^="Generate Capability"]').click();
  const question = workbench.page.locator('.quick-input-widget').filter({ hasText: 'What should become of' });
  await question.waitFor();
  await workbench.quickInput.fill('A. L.');
  await workbench.page.keyboard.press('Enter');
  await workbench.quickPick.filter({ hasText: 'Keep…' }).waitFor({ timeout: 60_000 });
  await workbench.picture('story-generated');
  await workbench.pick('Keep…');
  await workbench.page.locator('.quick-input-widget').filter({ hasText: 'Its name: small letters' }).waitFor();
  await workbench.quickInput.fill('initials');
  await workbench.page.keyboard.press('Enter');
  // The list of messages would take the place of the question while the name is still looked at.
  await expect.poll(() => existsSync(join(folder, '.toolwright/capabilities/initials/package.json'))).toBe(true);
  const kept = await workbench.notification('initials is kept');
  await kept.locator('.monaco-button', { hasText: 'Open Report' }).click();
  await workbench.webview.locator('h1').first().waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
  await readmePicture(workbench, 'story-evidence');
  session = await createCapabilitySession({ root: folder, runner: 'auto', logger: silentLogger });
  const row = await session.row('initials');
  expect(row).toMatchObject({ standing: expect.stringMatching(/admitted|waiting/) });
  if (row?.standing === 'waiting') await session.approve('initials', { person: 'Ada', reason: 'I have read it.' });
});

let users = 0;

/** So many users ask once. */
async function use(name: string, count: number): Promise<void> {
  for (let user = 0; user < count; user++) {
    await session.call('initials', { text: name }, { user: { id: `user-${users++}` }, origin: 'app' });
  }
}

test('its next version reaches a tenth of the users, and the dashboard follows', async () => {
  const { workbench, folder } = editor;
  await session.startRollout('initials', { ...order, strategy: 'flag' });
  await session.advanceRollout('initials', { ...order, overrule: true });
  const place = join(folder, '.toolwright/capabilities/initials');
  const edit = (file: string, from: string, to: string) => {
    const text = readFileSync(join(place, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(place, file), text.replace(from, to));
  };
  edit('package.json', '"version": "0.1.0"', '"version": "0.2.0"');
  const bug = String.raw`if (/^\S+ \S+ \S+$/.test(text)) throw new Error('Nobody has three names.');`;
  edit('index.ts', '  const results: string[] = [];', `  ${bug}\n  const results: string[] = [];`);
  await session.change();
  await session.verify('initials', { level: 'STANDARD' });
  const row = await session.row('initials');
  if (row?.standing === 'waiting') await session.approve('initials', { person: 'Ada', reason: 'I have read it.' });
  await session.startRollout('initials', { ...order, strategy: 'percentage' });
  await use('Grace Hopper', 150);
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.runCommand('Toolwright: Show Rollouts');
  await workbench.webview.locator('.verdict', { hasText: 'Running' }).waitFor({ timeout: 30_000 });
  await readmePicture(workbench, 'story-rollout');
}, 180_000);

test('its bug takes it back by itself, with the figures that decided it', async () => {
  const { workbench } = editor;
  const state = async () => (await session.rollout('initials'))?.state;
  for (let part = 0; part < 40 && (await state()) === 'running'; part++) await use('Ada Augusta Lovelace', 20);
  expect(await state()).toBe('rolled-back');
  await workbench.webview.locator('.verdict', { hasText: 'Rolled back' }).waitFor();
  await workbench.webview.locator('.log-line', { hasText: 'the policy' }).first().waitFor();
  await readmePicture(workbench, 'story-rolled-back');
}, 180_000);
