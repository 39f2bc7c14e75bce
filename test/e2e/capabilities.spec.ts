import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';
import { type Registry, startRegistry } from './registry.ts';

let editor: Editor;
let registry: Registry;

beforeAll(async () => {
  registry = await startRegistry();
  editor = await openEditor({
    workspace: async (folder) => {
      const { copySampleWorkspace } = await import('../../scripts/editor/sampleWorkspace.ts');
      await copySampleWorkspace(folder);
      writeFileSync(join(folder, 'orders.txt'), 'Ordered on 3.4.2026,\nsent on 24 December 2026.\n');
    },
  });
  const { workbench } = editor;
  await workbench.openView('Toolwright');
  // The graph has its own tests; here the room is for the other views.
  await workbench.setOpen('Graph', false);
});
afterAll(async () => {
  await editor?.[Symbol.asyncDispose]();
  registry?.[Symbol.dispose]();
});

const rows = () => editor.workbench.tree('Capabilities').texts();
/** Types into the question that is open, once it is the one that says so. */
async function answer(placeholder: RegExp, text: string): Promise<void> {
  const { workbench } = editor;
  const box = workbench.page.locator('.quick-input-widget');
  await box.filter({ hasText: placeholder }).waitFor();
  await workbench.quickInput.fill(text);
  await workbench.page.keyboard.press('Enter');
}

/** Asks for something in words of one's own. */
async function askInWords(words: string): Promise<void> {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Ask…');
  await workbench.page.locator('.quick-input-widget input[placeholder^="What should be done"]').waitFor();
  await workbench.quickInput.fill(words);
  // Until they are offered, what would be asked is a suggestion.
  await workbench.quickPick.filter({ hasText: 'ask in these words' }).filter({ hasText: words }).first().waitFor();
  await workbench.page.keyboard.press('Enter');
}

test('capabilities are grouped by how they stand, the broken ones with what is wrong', async () => {
  await expect
    .poll(rows, { timeout: 30_000 })
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Unverified\s*5$/),
        expect.stringMatching(/^iso-dates\s*1\.0\.0$/),
        expect.stringMatching(/^Broken\s*1$/),
        expect.stringMatching(/^convert-units\s*3 problems$/),
      ]),
    );
});

test('verifying all of them tells which may run, which wait for a person, and which are rejected', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Verify All Capabilities');
  await expect
    .poll(() => workbench.quickPick.allInnerTexts())
    .toEqual([/^BASIC/, /^STANDARD/, /^COMPREHENSIVE/, /^PRODUCTION/].map((level) => expect.stringMatching(level)));
  await workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'COMPREHENSIVE' }).waitFor();
  await workbench.picture('verify-levels-dark');
  await workbench.pick('STANDARD');
  await expect
    .poll(rows, { timeout: 60_000 })
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Admitted\s*3$/),
        expect.stringMatching(/^Waiting for Approval\s*1$/),
        expect.stringMatching(/^Rejected\s*1$/),
        expect.stringMatching(/^iso-dates\s*STANDARD · risk \d/),
        expect.stringMatching(/^peek-environment\s*BASIC failed · risk \d/),
      ]),
    );
  // What it came to is said where one looks, until something else comes of it.
  const summary = workbench.page.getByText('Verified up to STANDARD: 3 admitted, 1 waits for approval, 1 rejected.');
  await summary.waitFor();
  await workbench.tree('Capabilities').expand(/^iso-dates/);
  await workbench.tree('Capabilities').expand(/^Examples/);
  await expect.poll(rows).toContainEqual(expect.stringMatching(/^29 February in a leap year/));
  await workbench.pictures('capabilities-view');
});

test('a person lets one run that waits, by name and with a reason', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Approve Capability…');
  await workbench.pick('sort-lines');
  await answer(/Who approves it/, 'Ada');
  await answer(/A person has to approve it/, 'I have read its twenty lines.');
  await expect.poll(rows, { timeout: 30_000 }).toContainEqual(expect.stringMatching(/^Admitted\s*4$/));
  await workbench.page.getByText('Verified up to STANDARD').waitFor({ state: 'detached' });
});

test('a request on a file is shown as a difference first, and is one edit then', async () => {
  const { workbench, folder } = editor;
  const text = await workbench.openFile('orders.txt');
  await workbench.runCommand('Toolwright: Ask…');
  await workbench.quickPick.filter({ hasText: 'convert dates in {selection} to ISO' }).first().waitFor();
  await workbench.picture('ask-question-dark');
  await workbench.pick('convert dates in {selection} to ISO');
  await workbench.tab('orders.txt: now and proposed').waitFor();
  await workbench.editorAction('Apply Change').waitFor();
  await workbench.pictures('ask-preview');
  await workbench.editorAction('Apply Change').click();
  await text.line('Ordered on 2026-04-03,').waitFor();
  await workbench.page.keyboard.press('ControlOrMeta+S');
  await expect
    .poll(() => readFileSync(join(folder, 'orders.txt'), 'utf8'))
    .toBe('Ordered on 2026-04-03,\nsent on 2026-12-24.\n');
});

test('a request that nothing serves says why, and what can be done', async () => {
  const { workbench } = editor;
  await askInWords('water all plants on the balcony');
  await workbench.quickPick.filter({ hasText: 'New Capability…' }).first().waitFor();
  await workbench.picture('ask-failed-dark');
  await workbench.page.keyboard.press('Escape');
  await workbench.setOpen('Requests', true);
  const requests = workbench.tree('Requests');
  await expect
    .poll(() => requests.texts())
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^water all plants on the balcony\s*nothing can do it/),
        expect.stringMatching(/^convert dates in the selection to ISO\s*iso-dates/),
      ]),
    );
  await requests.expand(/^water all plants/);
  await expect.poll(() => requests.texts()).toContainEqual(expect.stringMatching(/^New Capability…/));
  await workbench.pictures('requests-view');
  await workbench.setOpen('Requests', false);
});

test('the code says how far its evidence goes; each part of it leads on', async () => {
  const { workbench } = editor;
  // By its path: a context menu that opens late takes the click for its own dismissal.
  await workbench.openFile('.toolwright/capabilities/sort-lines/index.ts');
  const lenses = workbench.page.locator('.codelens-decoration a');
  await expect
    .poll(() => lenses.allInnerTexts())
    .toEqual(expect.arrayContaining(['STANDARD ✓', expect.stringMatching(/^risk \d/), 'run examples', 'open report']));
  await workbench.pictures('capability-lenses');
  await lenses.filter({ hasText: 'run examples' }).first().click();
  await workbench.runCommand('View: Show Testing');
  const tests = workbench.page.locator('.test-explorer .monaco-list-row');
  await expect.poll(() => tests.allInnerTexts()).toContainEqual(expect.stringMatching(/sort-lines/));
  await workbench.pictures('capability-tests');
  await lenses.filter({ hasText: 'open report' }).first().click();
  await workbench.tab('sort-lines: Report').waitFor();
  await workbench.webview.locator('text=STANDARD').first().waitFor();
  await workbench.picture('capability-report-dark');
});

test('examples are debugged outside of the sandbox only after a person has agreed to it', async () => {
  const { workbench } = editor;
  await workbench.runCommand('View: Show Testing');
  const tests = workbench.page.locator('.test-explorer .monaco-list-row');
  const capability = tests.filter({ hasText: 'csv-to-json' }).first();
  await capability.waitFor();
  if ((await capability.getAttribute('aria-expanded')) !== 'true')
    await capability.locator('.monaco-tl-twistie').click();
  const example = tests.nth(1);
  const debug = async () => {
    await example.hover();
    await example.locator('[aria-label^="Debug Test"]').first().click();
    await workbench.dialog.filter({ hasText: 'Debug examples outside of the sandbox?' }).waitFor();
  };
  await debug();
  await workbench.picture('debug-dialog-dark');
  await workbench.answerDialog('Cancel');
  expect(await example.getAttribute('aria-label')).not.toContain('Passed');
  await debug();
  await workbench.answerDialog('Debug');
  await expect.poll(() => example.getAttribute('aria-label'), { timeout: 60_000 }).toContain('Passed');
});

test('the name of a rule in the Problems panel leads to its page', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Problems: Focus on Problems View');
  const rule = workbench.page.locator('.markers-panel a', { hasText: 'forbidden-import' }).first();
  await rule.click({ modifiers: ['ControlOrMeta'] });
  await workbench.tab('forbidden-import.md').waitFor();
  await workbench.webview.locator('h1', { hasText: 'Imports that exist at run time' }).waitFor();
  await workbench.picture('rule-page-dark');
});

test('a Node.js for the sandbox is fetched, and removed, only after a person has agreed to it', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Install Sandbox Runtime');
  await workbench.dialog.filter({ hasText: `Fetch Node.js ${registry.version} for the sandbox?` }).waitFor();
  await workbench.dialog.filter({ hasText: `is fetched from ${registry.url}` }).waitFor();
  await workbench.picture('install-runtime-dark');
  await workbench.answerDialog('Cancel');
  expect(registry.fetched()).toBe(0);
  await workbench.runCommand('Toolwright: Install Sandbox Runtime');
  await workbench.answerDialog('Fetch and Install');
  await workbench.notification(`Node.js ${registry.version} is installed for the sandbox.`);
  expect(registry.fetched()).toBe(1);
  await workbench.runCommand('Toolwright: Remove Sandbox Runtime');
  await workbench.answerDialog('Remove');
  await workbench.notification(`Node.js ${registry.version} was removed.`);
});

test('the page about the sandbox says which runner serves', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Show Sandbox Status');
  await workbench.tab('Sandbox.md').waitFor();
  await workbench.webview.locator('text=What it guarantees').first().waitFor();
  // QuickJS needs nothing but what the VSIX brings.
  const row = workbench.webview.locator('tr', { hasText: 'QuickJS in WebAssembly' });
  expect(await row.textContent()).toMatch(/available|in use/);
  expect(await row.textContent()).not.toMatch(/not\s+available/);
  await workbench.picture('sandbox-status-dark');
});

/** Types a reason into the box that says what will happen. */
async function giveReason(consequence: RegExp, reason: string): Promise<void> {
  const { workbench } = editor;
  await workbench.page.locator('.quick-input-widget').filter({ hasText: consequence }).waitFor();
  await workbench.quickInput.fill(reason);
  await workbench.page.keyboard.press('Enter');
}

test('a verified version is started from its row, and shown', async () => {
  const { workbench } = editor;
  await workbench.openView('Toolwright');
  await workbench.setOpen('Rollouts', true);
  const row = workbench.tree('Rollouts').row('iso-dates');
  await row.hover();
  await row.locator('[aria-label^="Start Rollout"]').click();
  await workbench.pick('Feature Flag');
  await giveReason(/1\.0\.0 is frozen as it is now/, 'the first version that reads month names');
  const page = workbench.webview;
  await page.locator('.verdict', { hasText: 'Running' }).waitFor({ timeout: 30_000 });
  await page.locator('.log-line', { hasText: 'the first version that reads month names' }).waitFor();
  await workbench.pictures('rollout-started');
});

test('an answer of what is rolled out gets a thumb', async () => {
  const { workbench, folder } = editor;
  writeFileSync(join(folder, 'sold.txt'), 'Sold on 3.4.2026.\n');
  await workbench.openFile('sold.txt');
  await askInWords('convert dates in the file to ISO');
  await workbench.editorAction('Apply Change').click();
  await workbench.page.locator('.statusbar-item[aria-label="Toolwright: Good Answer"]').click();
  await workbench.tab('Rollouts').click();
  await workbench.webview.locator('#opinions', { hasText: '100 % good' }).waitFor();
});

test('a rollout is rolled back from the dashboard, with a reason and on second thoughts', async () => {
  const { workbench } = editor;
  const page = workbench.webview;
  await page.locator('vscode-button', { hasText: 'Roll Back…' }).click();
  await giveReason(/Nobody gets 1\.0\.0 any more, at once/, 'it was a trial');
  await workbench.dialog.filter({ hasText: 'Roll iso-dates Back?' }).waitFor();
  await workbench.picture('rollout-roll-back-dark');
  await workbench.answerDialog('Roll Back');
  await page.locator('.verdict', { hasText: 'Rolled back' }).waitFor();
  await page.locator('.log-line', { hasText: 'it was a trial' }).waitFor();
  await expect
    .poll(() => workbench.tree('Rollouts').texts())
    .toContainEqual(expect.stringMatching(/^iso-dates\s*Rolled back/));
});

test('what the policy took back is in the status bar until somebody looks at it', async () => {
  const { workbench, folder } = editor;
  await workbench.runCommand('View: Close All Editors');
  // As the controller of a fleet writes it on another machine.
  const file = join(folder, '.toolwright/rollouts.json');
  const flags = JSON.parse(readFileSync(file, 'utf8'));
  const { metadata } = flags.flags['iso-dates'];
  const reason =
    'Roll back: the new version fails more often than the one in use. Failed: 9 of 31 (29 %) of its requests.';
  Object.assign(metadata, { by: 'policy', reason, revision: metadata.revision + 1 });
  writeFileSync(file, JSON.stringify(flags));
  // The words of what a person did stand there for a moment as well, without a colour.
  const alert = workbench
    .statusBarItem('iso-dates 1.0.0 was rolled back')
    .and(workbench.page.locator('.has-background-color'));
  await alert.waitFor();
  await workbench.notification('iso-dates 1.0.0 was rolled back: the new version fails more often');
  await workbench.pictures('rollout-alert');
  await alert.click();
  await workbench.webview.locator('.log-line', { hasText: 'the policy' }).first().waitFor();
  await alert.waitFor({ state: 'detached' });
});
