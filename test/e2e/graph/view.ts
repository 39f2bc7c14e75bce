import { beforeAll, expect, test } from 'vitest';
import type { Editor } from '../editor.ts';
import type { Theme } from '../pages/workbench.ts';

/** The Graph view, from its sections down to imports. */
export function viewTests(editor: () => Editor): void {
  beforeAll(() => editor().workbench.openView('Toolwright'));

  const rows = () => editor().workbench.tree('Graph').texts();

  test('the sections tell how much there is in each of them', async () => {
    await expect
      .poll(rows, { timeout: 30_000 })
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Packages and Folders\s*\d+ files$/),
          expect.stringMatching(/^Cycles\s*\d+ · \d+ in cycles( · \d+ in type-only cycles)?$/),
          expect.stringMatching(/^Rule Violations\s*\d+$/),
        ]),
      );
  });

  test('folders open down to files, and files to what they depend on and who uses them', async () => {
    const tree = editor().workbench.tree('Graph');
    for (const folder of ['packages', 'checkout', 'src', 'cart.ts']) await tree.expand(new RegExp(`^${folder}`));
    await tree.expand(/^Depends on/);
    await expect.poll(rows).toContainEqual(expect.stringMatching(/^loyalty\.ts.*type-only$/));
    await tree.expand(/^Used by/);
    await expect.poll(rows).toContainEqual(expect.stringMatching(/^order\.ts/));
  });

  test('a cycle opens to its imports; a click on one opens its line', async () => {
    const { workbench } = editor();
    const tree = workbench.tree('Graph');
    await workbench.page.keyboard.press('Escape');
    await tree.action('Collapse All').first().click();
    await tree.expand(/^Cycles/);
    await tree.expand(/receipt\.ts/);
    await expect.poll(rows).toContainEqual(expect.stringMatching(/^Cheapest cut: 1 import\s*proved cheapest$/));
    await tree.row(/^receipt\.ts → order\.ts/).click();
    await workbench.tab('receipt.ts').waitFor();
    await workbench.page.locator('.view-line', { hasText: "from './order'" }).first().waitFor();
  });

  test.each<Theme>(['light', 'dark', 'high-contrast'])('all sections can be read in %s', async (theme) => {
    const { workbench } = editor();
    const tree = workbench.tree('Graph');
    // Only rows in sight are there: with all closed, each section is.
    await tree.action('Collapse All').first().click();
    await tree.expand(/^Hot Spots/);
    await expect.poll(rows, { timeout: 30_000 }).toContainEqual(expect.stringMatching(/commits/));
    for (const section of [/^Advice/, /^Rule Violations/]) await tree.expand(section);
    await workbench.setTheme(theme);
    await workbench.picture(`graph-view-${theme}`);
  });
}
