import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';
import { keepsPictures } from './pages/workbench.ts';

/** Keys for the commands, with less to do than they do by themselves; spelled as Playwright does. */
const keys = {
  benchmark: {
    key: 'Control+Alt+1',
    command: 'toolwright.benchmarks.run',
    args: { name: 'sort-lines', seconds: 4, resources: true, load: true },
  },
  compare: { key: 'Control+Alt+2', command: 'toolwright.benchmarks.compare', args: { rounds: 60 } },
};

let editor: Editor;

beforeAll(async () => {
  editor = await openEditor({
    keybindings: Object.values(keys).map((bound) => ({ ...bound, key: bound.key.replace('Control', 'ctrl') })),
  });
  await editor.workbench.statusBarItem(/\d+ files/).waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());

const page = () => editor.workbench.webview.locator('body');

/** Pictures of all of the panel, a window's height at a time. */
async function pictures(name: string, sections: readonly string[]): Promise<void> {
  if (!keepsPictures) return;
  for (const section of sections) {
    await page()
      .locator(section)
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await editor.workbench.pictures(`benchmark-${name}-${section.replace(/\W+/g, '')}`);
  }
}

test('what is to be measured is asked for', async () => {
  const { workbench } = editor;
  await workbench.runCommand('Toolwright: Benchmark Capability');
  await workbench.pick('sort-lines');
  await expect
    .poll(() => workbench.quickPick.allInnerTexts())
    .toEqual(
      [/^Latency\s/, /^Latency and Memory\s/, /^Latency, Memory and Load\s/, /^Latency, Memory and Users\s/].map(
        (one) => expect.stringMatching(one),
      ),
    );
  await workbench.page.keyboard.press('Escape');
});

test('a capability is measured with all there is, and its figures stand in the panel', async () => {
  await editor.workbench.page.keyboard.press(keys.benchmark.key);
  await page().locator('.empty', { hasText: 'sort-lines is being measured' }).waitFor({ timeout: 30_000 });
  await page().locator('#load .plot canvas').waitFor({ timeout: 150_000 });
  await page().locator('#resources', { hasText: 'Garbage collections:' }).waitFor();
  await pictures('measured', ['.benchmark .head', '#load', '#resources']);
}, 240_000);

test('several are compared, and ranked', async () => {
  const { workbench } = editor;
  await workbench.page.keyboard.press(keys.compare.key);
  await workbench.quickPick.first().waitFor();
  for (const name of ['sort-lines', 'iso-dates']) {
    await workbench.quickPick.filter({ hasText: name }).first().click();
  }
  await workbench.page.keyboard.press('Enter');
  await workbench.pick('iso-dates');
  await page().locator('.empty', { hasText: 'are being compared' }).waitFor({ timeout: 30_000 });
  await workbench.picture('benchmark-comparing');
  await page().locator('#ranking tbody tr').first().waitFor({ timeout: 120_000 });
  await pictures('compared', ['.comparison .head']);
}, 240_000);

test('what is shown is exported where the dialog says', async () => {
  const { workbench, folder } = editor;
  await page().getByRole('button', { name: 'Export' }).click();
  await workbench.picture('benchmark-export-menu');
  await page().getByRole('button', { name: 'Markdown' }).click();
  await workbench.quickInput.waitFor();
  const target = join(folder, 'iso-dates-sort-lines-comparison.md');
  await expect.poll(() => workbench.quickInput.inputValue()).toBe(target);
  await workbench.picture('benchmark-export-dialog');
  await workbench.page.keyboard.press('Enter');
  await expect.poll(() => readFileSync(target, 'utf8')).toContain('# Comparison of iso-dates');
});
