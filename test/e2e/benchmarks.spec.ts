import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';
import type { Theme } from './pages/workbench.ts';

const themes: readonly Theme[] = ['light', 'dark'];

let editor: Editor;

beforeAll(async () => {
  editor = await openEditor();
  await editor.workbench.statusBarItem(/\d+ files/).waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());

const page = () => editor.workbench.webview.locator('body');

/** Pictures of all of the panel, a window's height at a time. */
async function pictures(name: string, sections: readonly string[]): Promise<void> {
  for (const theme of themes) {
    await editor.workbench.setTheme(theme);
    for (const section of sections) {
      await page()
        .locator(section)
        .evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await editor.workbench.page.waitForTimeout(400);
      await editor.workbench.screenshot(`benchmark-${name}-${section.replace(/\W+/g, '')}-${theme}`);
    }
  }
}

test('a capability is measured with all there is, and its figures stand in the panel', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Benchmark Capability');
  await workbench.pick('sort-lines');
  await workbench.pick('Latency, Memory and Load');
  await page().locator('.empty', { hasText: 'sort-lines is being measured' }).waitFor({ timeout: 30_000 });
  await page().locator('#load .plot canvas').waitFor({ timeout: 150_000 });
  await page().locator('#resources', { hasText: 'Garbage collections:' }).waitFor();
  await pictures('measured', ['.benchmark .head', '#load', '#resources']);
}, 240_000);

test('several are compared, and ranked', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Compare Capabilities');
  for (const name of ['sort-lines', 'iso-dates']) {
    await workbench.quickPick.filter({ hasText: name }).first().click();
  }
  await workbench.page.keyboard.press('Enter');
  await workbench.pick('iso-dates');
  await page().locator('.empty', { hasText: 'are being compared' }).waitFor({ timeout: 30_000 });
  await workbench.screenshot('benchmark-comparing');
  await page().locator('#ranking tbody tr').first().waitFor({ timeout: 120_000 });
  await pictures('compared', ['.comparison .head']);
}, 240_000);

test('what is shown is exported where the dialog says', async () => {
  const { workbench, folder } = editor;
  await page().getByRole('button', { name: 'Export' }).click();
  await workbench.screenshot('benchmark-export-menu');
  await page().getByRole('button', { name: 'Markdown' }).click();
  await workbench.quickInput.waitFor();
  await workbench.page.waitForTimeout(500);
  await workbench.screenshot('benchmark-export-dialog');
  const target = await workbench.quickInput.inputValue();
  expect(target).toBe(join(folder, 'iso-dates-sort-lines-comparison.md'));
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => readFileSync(target, 'utf8')).toContain('# Comparison of iso-dates');
});
