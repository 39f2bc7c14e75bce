import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/process.ts';
import { useEditor } from './editor.ts';
import type { Theme } from './pages/workbench.ts';

const capability = '.toolwright/capabilities/iso-dates';

const editor = useEditor({
  workspace: (folder) => {
    cpSync(join(root, 'test/fixtures/sample-workspace', capability), join(folder, capability), { recursive: true });
    writeFileSync(join(folder, 'orders.txt'), 'Ordered on 3.4.2026.\n');
  },
});

const themes: readonly Theme[] = ['light', 'dark'];

async function screenshots(name: string): Promise<void> {
  const { workbench } = editor();
  for (const theme of themes) {
    await workbench.setTheme(theme);
    await workbench.page.waitForTimeout(400);
    await workbench.screenshot(`${name}-${theme}`);
  }
}

/** Types a reason into the box that says what will happen. */
async function giveReason(consequence: RegExp, reason: string): Promise<void> {
  const { workbench } = editor();
  await workbench.page.locator('.quick-input-widget').filter({ hasText: consequence }).waitFor();
  await workbench.quickInput.fill(reason);
  await workbench.page.keyboard.press('Enter');
}

test('a verified version is started from its row, and shown; an answer of it gets a thumb', async () => {
  const { workbench } = editor();
  await workbench.openView('Toolwright');
  for (const other of ['Graph', 'Capabilities']) {
    await workbench.page.locator(`.pane-header[aria-label^="${other}"]`).click();
  }
  await workbench.page.locator('.pane-header[aria-label^="Rollouts"]').click();
  await workbench.tree('Rollouts').welcome.locator('text=Nothing can be rolled out yet').waitFor();
  await workbench.runCommand('Toolwright: Verify Capability');
  await workbench.pick('iso-dates');
  await workbench.pick('STANDARD');
  const row = workbench.tree('Rollouts').row('iso-dates');
  await row.waitFor({ timeout: 60_000 });
  await row.hover();
  await row.locator('[aria-label^="Start Rollout"]').click();
  await workbench.pick('Feature Flag');
  await giveReason(/1\.0\.0 is frozen as it is now/, 'the first version that reads month names');
  const page = workbench.webview;
  await page.locator('.verdict', { hasText: 'Running' }).waitFor({ timeout: 30_000 });
  await page.locator('.log-line', { hasText: 'the first version that reads month names' }).waitFor();
  await screenshots('rollout-started');

  await workbench.openFile('orders.txt');
  await workbench.runCommand('Toolwright: Ask');
  await workbench.quickInput.fill('convert dates in the file to ISO');
  await workbench.page.keyboard.press('Enter');
  await workbench.editorAction('Apply Change').click();
  await workbench.page.locator('.statusbar-item[aria-label="Toolwright: Good Answer"]').click();
  await workbench.tab('Rollouts').click();
  await page.locator('#opinions', { hasText: '100 % good' }).waitFor();
});

test('a rollout is rolled back from the dashboard, with a reason and on second thoughts', async () => {
  const { workbench } = editor();
  const page = workbench.webview;
  await page.locator('vscode-button', { hasText: 'Roll Back…' }).click();
  await giveReason(/Nobody gets 1\.0\.0 any more, at once/, 'it was a trial');
  await workbench.dialog.filter({ hasText: 'Roll iso-dates Back?' }).waitFor();
  await workbench.page.waitForTimeout(400);
  await workbench.screenshot('rollout-roll-back-dark');
  await workbench.answerDialog('Roll Back');
  await page.locator('.verdict', { hasText: 'Rolled back' }).waitFor();
  await page.locator('.log-line', { hasText: 'it was a trial' }).waitFor();
  await expect
    .poll(() => workbench.tree('Rollouts').texts())
    .toContainEqual(expect.stringMatching(/^iso-dates\s*Rolled back/));
});

test('what the policy took back is in the status bar until somebody looks at it', async () => {
  const { workbench, folder } = editor();
  await workbench.runCommand('View: Close All Editors');
  // As the controller of a fleet writes it on another machine.
  const file = join(folder, '.toolwright/rollouts.json');
  const flags = JSON.parse(readFileSync(file, 'utf8'));
  const { metadata } = flags.flags['iso-dates'];
  const reason =
    'Roll back: the new version fails more often than the one in use. Failed: 9 of 31 (29 %) of its requests.';
  Object.assign(metadata, { by: 'policy', reason, revision: metadata.revision + 1 });
  writeFileSync(file, JSON.stringify(flags));
  const alert = workbench.statusBarItem('iso-dates 1.0.0 was rolled back');
  await alert.waitFor();
  await workbench.notification('iso-dates 1.0.0 was rolled back: the new version fails more often');
  await screenshots('rollout-alert');
  await alert.click();
  await workbench.webview.locator('.log-line', { hasText: 'the policy' }).waitFor();
  await alert.waitFor({ state: 'detached' });
});
