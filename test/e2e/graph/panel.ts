import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Editor } from '../editor.ts';
import type { Theme } from '../pages/workbench.ts';

/** What can be done in the panel that draws the graph. They load the window anew, so they come before anything else is open. */
export function panelTests(editor: () => Editor): void {
  const page = () => editor().workbench.webview.locator('body');

  beforeAll(async () => {
    await editor()
      .workbench.statusBarItem(/\d+ files/)
      .click({ timeout: 60_000 });
  });

  test.each<Theme>(['light', 'dark', 'high-contrast'])('the overview is drawn in %s', async (theme) => {
    await page()
      .locator('svg .node', { hasText: 'checkout' })
      .or(page().locator('svg .node', { hasText: 'packages' }))
      .first()
      .waitFor({ timeout: 30_000 });
    await editor().workbench.setTheme(theme);
    await editor().workbench.picture(`graph-overview-${theme}`);
  });

  test.each<Theme>(['light', 'dark'])('the full graph is drawn in %s', async (theme) => {
    await editor().workbench.setTheme(theme);
    await page().getByRole('tab', { name: 'Full graph' }).click();
    await page().locator('canvas').first().waitFor({ timeout: 30_000 });
    await page().locator('.waiting').waitFor({ state: 'hidden' });
    await editor().workbench.picture(`graph-full-${theme}`);
  });

  test('a file that comes appears without being asked for', async () => {
    const { workbench, folder } = editor();
    await workbench.openView('Toolwright');
    const before = await workbench.statusBarItem(/\d+ files/).textContent();
    // Another one in a second try.
    writeFileSync(
      join(folder, `packages/checkout/src/gift${Date.now()}.ts`),
      "import { Cart } from './cart';\nexport const gift = new Cart();\n",
    );
    await expect.poll(() => workbench.statusBarItem(/\d+ files/).textContent()).not.toBe(before);
  });

  test('the panel comes back as it was seen when the window is loaded anew', async () => {
    const { workbench } = editor();
    const selected = () => page().getByRole('tab', { name: 'Full graph' }).getAttribute('aria-selected');
    await page().getByRole('tab', { name: 'Full graph' }).click();
    await expect.poll(selected).toBe('true');
    await workbench.reload();
    await page().getByRole('tab', { name: 'Full graph' }).waitFor({ timeout: 60_000 });
    await page().locator('canvas').first().waitFor({ timeout: 30_000 });
    expect(await selected()).toBe('true');
  }, 120_000);
}
