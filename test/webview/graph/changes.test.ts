import { expect, test } from 'vitest';
import { loadPositions } from '../../../webview/graph/layout/savedPositions.ts';
import { eventually, panelSuite } from '../harness/panelSuite.ts';
import { themeClass, themeStyle } from '../harness/themes.ts';
import { drawable, makeWorkspace } from '../harness/workspace.ts';

panelSuite('the panel over time', (t) => {
  test('focuses on a file before the graph is there', async () => {
    await t.open();
    await t.node('src').waitFor();
    await t.panel.send({ type: 'focus', path: 'src/ui/view.ts' });
    await t.settled();
    await eventually(() => t.selected.textContent()).toBe('view.ts');
    await eventually(() => t.legend.textContent()).toContain('4 files');
  });

  test('follows the editor when it is told to', async () => {
    await t.openFullGraph();
    await t.panel.send({ type: 'active-editor', path: 'src/app.ts' });
    expect(await t.selected.count()).toBe(0);
    await t.find('vscode-checkbox', 'Follow editor').click();
    await t.panel.send({ type: 'active-editor', path: 'src/app.ts' });
    await eventually(() => t.selected.allTextContents()).toEqual(['app.ts']);
    await t.panel.send({ type: 'active-editor', path: 'README.md' });
    expect(await t.selected.textContent()).toBe('app.ts');
    expect((await t.saved()).choices.follow).toBe(true);
  });

  test('keeps positions, selection, filter and camera over a change of the graph', async () => {
    const made = makeWorkspace(80, 160);
    await t.openFullGraph(drawable(made));
    await t.canvas.focus();
    await t.press('Home');
    await t.find('.full-graph vscode-button', 'Filter').click();
    await t.find('vscode-checkbox', 'Tests').click();
    await t.press('Escape');
    await t.canvas.focus();
    await t.press('+');
    const before = await t.saved();
    await t.panel.change(drawable({ ...made, paths: [...made.paths, 'scripts/added.ts'] }, 2));
    await eventually(() => t.legend.textContent()).toMatch(/shown/);
    const after = await t.saved();
    expect(after.choices).toEqual(before.choices);
    expect(after.camera).toEqual(before.camera);
    const [was, is] = [before.positions, after.positions].map((positions) => positions && loadPositions(positions));
    for (const path of made.paths) {
      expect(Math.abs((was?.(path)?.x ?? 0) - (is?.(path)?.x ?? 1e9))).toBeLessThan(0.1);
      expect(Math.abs((was?.(path)?.y ?? 0) - (is?.(path)?.y ?? 1e9))).toBeLessThan(0.1);
    }
    expect(was?.('scripts/added.ts')).toBeUndefined();
    expect(is?.('scripts/added.ts')).toBeDefined();
  });

  test('is as it was when the panel is shown again', async () => {
    await t.openFullGraph();
    await t.find('.table vscode-data-grid-row', 'view.ts').first().click();
    await t.canvas.focus();
    await t.press('1');
    const before = await t.saved();
    await t.panel.page.reload();
    await t.settled();
    await eventually(() => t.selected.textContent()).toBe('view.ts');
    await eventually(() => t.legend.textContent()).toContain('4 files');
    const after = await t.saved();
    expect(after.choices).toEqual(before.choices);
    const [was, is] = [before.positions, after.positions].map((positions) => positions && loadPositions(positions));
    expect(is?.('src/app.ts')?.x).toBeCloseTo(was?.('src/app.ts')?.x ?? 1e9, 1);
  });

  test('can be arranged by dependencies, and stopped', async () => {
    await t.openFullGraph(drawable(makeWorkspace(400, 1600)));
    const before = await t.saved();
    await t.find('vscode-dropdown[aria-label="Arrange"]').click();
    await t.find('vscode-option', 'Arrange by imports').click();
    await t.find('vscode-button[aria-label="Stop arranging"]').click();
    await t.find('vscode-button[aria-label="Arrange anew"]').waitFor();
    await t.find('vscode-button[aria-label="Arrange anew"]').click();
    await t.find('vscode-button[aria-label="Arrange anew"]').waitFor({ timeout: 50_000 });
    expect((await t.saved()).positions).not.toEqual(before.positions);
  });

  test('takes the colours of another theme at once', async () => {
    await t.openFullGraph();
    const colour = () =>
      t
        .find('.legend .disc')
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const dark = await colour();
    await t.panel.page.evaluate(
      ([style, name]) => {
        document.documentElement.setAttribute('style', style ?? '');
        document.body.className = name ?? '';
      },
      [themeStyle('light'), themeClass('light')],
    );
    await eventually(colour).not.toBe(dark);
  });

  test('is told, and what failed with what to do', async () => {
    await t.open();
    await t.panel.send({ type: 'busy', step: 'Reading files' });
    await t.find('.busy', 'Reading files').waitFor();
    await t.panel.send({ type: 'failed', message: 'The folder is gone.', hint: 'Open another one.' });
    await t.find('.failure', 'Open another one.').waitFor();
    await eventually(() => t.find('.busy').isVisible()).toBe(false);
    await t.find('.failure vscode-button', 'Analyse Again').click();
    await eventually(t.lastReceived).toEqual({ type: 'analyse' });
    await eventually(() => t.find('.failure').isVisible()).toBe(false);
  });

  test('an empty workspace says what to do, until there is a file', async () => {
    await t.open(drawable({ paths: [], edges: [] }));
    await t.find('.empty h2').waitFor();
    await t.find('.empty vscode-button').click();
    await eventually(t.lastReceived).toEqual({ type: 'analyse' });
  });
});
