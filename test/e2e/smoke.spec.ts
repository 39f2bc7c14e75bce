import { expect, test } from 'vitest';
import { useEditor } from './editor.ts';
import type { Theme } from './pages/workbench.ts';

const editor = useEditor();

test('the sidebar shows the graph of the workspace', async () => {
  const { workbench } = editor();
  await workbench.openView('Toolwright');
  await expect.poll(() => workbench.tree('Graph').texts(), { timeout: 30_000 }).not.toHaveLength(0);
});

test.each<Theme>(['light', 'dark', 'high-contrast'])('the sidebar can be looked at in %s', async (theme) => {
  const { workbench } = editor();
  await workbench.openView('Toolwright');
  await workbench.setTheme(theme);
  await workbench.screenshot(`sidebar-${theme}`);
  expect(await workbench.tree('Graph').rows.count()).toBeGreaterThan(0);
});
