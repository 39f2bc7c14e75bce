import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Editor } from '../editor.ts';

/** The commands about the graph; the last of them change what counts as a violation. */
export function commandTests(editor: () => Editor): void {
  beforeAll(async () => {
    await editor()
      .workbench.statusBarItem(/\d+ files · \d+ in cycles/)
      .waitFor({ timeout: 60_000 });
  });

  const offered = () => editor().workbench.quickPick.allInnerTexts();

  test('Why Does A Depend on B lists the imports on the way', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Toolwright: Why Does A Depend on B');
    await workbench.quickInput.fill('server.ts');
    await workbench.pick('server.ts');
    await workbench.quickInput.fill('money.ts');
    await workbench.quickPick
      .filter({ hasText: /^money\.ts/ })
      .first()
      .click();
    await expect.poll(offered).toContainEqual(expect.stringMatching(/→ money\.ts/));
    await workbench.picture('graph-why');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'server.ts' }).waitFor();
  });

  test('Show Impact of This File lists who is affected, nearest first, tests last', async () => {
    const { workbench } = editor();
    await workbench.openFile('packages/catalog/src/money.ts');
    await workbench.runCommand('Toolwright: Show Impact of This File');
    await workbench.quickPick.filter({ hasText: 'imports it' }).first().waitFor();
    await workbench.picture('graph-impact');
    await workbench.quickInput.fill('money.test');
    await expect.poll(offered).toContainEqual(expect.stringContaining('money.test.ts'));
    await workbench.page.keyboard.press('Escape');
  });

  test('Find Circular Dependencies opens the view at the cycles', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Toolwright: Find Circular Dependencies');
    const cycles = workbench.tree('Graph').row(/^Cycles/);
    await expect.poll(() => cycles.getAttribute('aria-expanded')).toBe('true');
    // It takes the focus with it: a question that is asked before that is closed again.
    await workbench.page.locator('.sidebar :focus').waitFor({ state: 'attached' });
  });

  test('Export Graph puts the graph into an editor', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Toolwright: Export Graph…');
    await workbench.pick('Mermaid');
    await workbench.pick('In an editor');
    await workbench.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /flowchart|graph/ })
      .first()
      .waitFor();
  });

  test('Create or Update Rules Baseline shows the file first, and writes it when it is accepted', async () => {
    const { workbench, folder } = editor();
    await workbench.runCommand('Toolwright: Create or Update Rules Baseline');
    await workbench.tab('.dependency-cruiser-known-violations.json').waitFor();
    const create = workbench.editorAction('Apply Change');
    await create.waitFor();
    await workbench.picture('graph-baseline');
    await create.click();
    const written = () => {
      try {
        return readFileSync(join(folder, '.dependency-cruiser-known-violations.json'), 'utf8');
      } catch {
        return '';
      }
    };
    await expect.poll(written).toContain('no-circular');
    await workbench.openView('Toolwright');
    const rules = workbench.tree('Graph').row(/^Rule Violations/);
    await expect.poll(() => rules.textContent()).toMatch(/Rule Violations\s*0/);
  });

  test('Check Rules with dependency-cruiser compares its word with ours', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Toolwright: Check Rules with dependency-cruiser');
    const report = workbench.webview.locator('body');
    await report.locator('h1', { hasText: 'checked with dependency-cruiser' }).waitFor({ timeout: 60_000 });
    await workbench.picture('graph-rules-check');
    expect(await report.textContent()).toMatch(/Both find the same/);
  });

  test('Create Architecture Rules shows how the rules would change, and writes nothing that is discarded', async () => {
    const { workbench, folder } = editor();
    const rules = join(folder, '.dependency-cruiser.mjs');
    const before = readFileSync(rules, 'utf8');
    await workbench.runCommand('Toolwright: Create Architecture Rules');
    const discard = workbench.editorAction('Discard Change');
    await discard.waitFor();
    await workbench.tab('now and proposed').waitFor();
    await workbench.picture('graph-rules-proposed');
    await discard.click();
    await workbench.tab('now and proposed').waitFor({ state: 'detached' });
    expect(readFileSync(rules, 'utf8')).toBe(before);
  });
}
