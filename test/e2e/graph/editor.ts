import { beforeAll, expect, test } from 'vitest';
import type { Editor } from '../editor.ts';
import type { TextEditor } from '../pages/textEditor.ts';
import type { Theme } from '../pages/workbench.ts';

/** What a file of the workspace says in its editor, and in the Problems panel. */
export function editorTests(editor: () => Editor): void {
  let file: TextEditor;
  beforeAll(async () => {
    file = await editor().workbench.openFile('packages/checkout/src/receipt.ts');
  });

  test('code lenses tell dependents, tests and cycles', async () => {
    await file.codeLens(/dependents? · \d+ tests? · in a cycle of \d+/).waitFor({ timeout: 30_000 });
    await file.codeLens(/closes a cycle of \d+/).waitFor();
    await file
      .codeLens(/used by \d+ files? · \d+ tests?/)
      .first()
      .waitFor();
  });

  test('a click on a code lens peeks at the imports that spread a change', async () => {
    const { page } = editor().workbench;
    await file.codeLens(/in a cycle of/).click();
    const peek = page.locator('.peekview-widget');
    await peek.locator('.reference-file, .monaco-list-row').first().waitFor();
    await editor().workbench.picture('graph-peek');
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
  });

  test('a hover on an import tells what it loads', async () => {
    const card = await file.hover("'./order'");
    await expect
      .poll(() => card.allInnerTexts().then((texts) => texts.join('\n')))
      .toMatch(/Loads \d+ files? \(.*\) at run time/);
    await editor().workbench.picture('graph-hover');
    await editor().workbench.page.keyboard.press('Escape');
  });

  test.each<Theme>(['light', 'dark'])('the Problems panel lists the cycle, in %s', async (theme) => {
    const { workbench } = editor();
    await workbench.setTheme(theme);
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: 'no-circular' }).first().waitFor();
    await workbench.picture(`graph-editor-${theme}`);
  });

  test('a quick fix makes the import type-only, in one step that can be undone', { timeout: 150_000 }, async () => {
    const { page } = editor().workbench;
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: /type-only/ }).first();
    // VS Code drops the menu when the editor changes under it, as it does while lenses and problems come in.
    const offered = async () => {
      await file.line("from './order'").click();
      await page.keyboard.press('ControlOrMeta+.');
      return fix.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(offered, { timeout: 90_000, interval: 100 }).toBe(true);
    await editor().workbench.picture('graph-quick-fix');
    await fix.click();
    await file.line('import type { Order }').waitFor();
    await file.line('import type { Order }').click();
    await page.keyboard.press('ControlOrMeta+Z');
    await file.line('import { Order }').waitFor();
  });
}
