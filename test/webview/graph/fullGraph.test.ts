import { expect, test } from 'vitest';
import { eventually, panelSuite } from '../harness/panelSuite.ts';
import { drawable } from '../harness/workspace.ts';

panelSuite('the full graph', (t) => {
  test('is asked for when it is first looked at', async () => {
    await t.open();
    await t.node('src').waitFor();
    expect(t.panel.received.map(({ type }) => type)).toEqual(['ready']);
    await t.find('vscode-panel-tab', 'Full graph').click();
    await t.settled();
    await eventually(t.lastReceived).toEqual({ type: 'open-graph' });
    await eventually(() => t.legend.textContent()).toContain('6 files, 6 dependencies shown');
  });

  test('finds a file by its path', async () => {
    await t.openFullGraph();
    await t.canvas.focus();
    await t.press('/');
    await t.panel.page.keyboard.type('model/');
    await eventually(() => t.find('.results li').count()).toBe(2);
    await t.press('ArrowDown', 'Enter');
    await eventually(() => t.selected.textContent()).toBe('list.ts');
    await eventually(() => t.canvas.evaluate((element) => element === document.activeElement)).toBe(true);
    await t.press('Enter');
    await eventually(t.lastReceived).toEqual({ type: 'open-file', path: 'src/model/list.ts' });
  });

  test('is used by keys alone', async () => {
    await t.openFullGraph();
    await t.canvas.focus();
    await t.press('Home');
    const first = await t.selected.textContent();
    const lists = await t.find('.details .files a, .details .files vscode-link').allTextContents();
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
      await t.press(key);
      if ((await t.selected.textContent()) !== first) break;
    }
    expect(lists).toContain(await t.selected.textContent());
    await t.press('Escape');
    await eventually(() => t.selected.count()).toBe(0);
    await t.press('?');
    await t.find('dialog.keys[open]').waitFor();
  });

  test('says what is selected to screen readers', async () => {
    await t.openFullGraph();
    await t.find('.table vscode-data-grid-row', 'item.ts').click();
    await eventually(() => t.find('.visually-hidden').textContent()).toBe(
      'src/model/item.ts, used by 2 files, uses 1 file, in a cycle of 2',
    );
  });

  test('filters by kind, tests and cycles', async () => {
    await t.openFullGraph();
    await t.find('.full-graph vscode-button', 'Filter').click();
    await t.find('vscode-checkbox', 'Type-only').click();
    await eventually(() => t.legend.textContent()).toContain('6 files, 5 dependencies shown');
    await t.find('vscode-checkbox', 'Tests').click();
    await eventually(() => t.legend.textContent()).toContain('5 files, 4 dependencies shown');
    await t.find('vscode-checkbox', 'Only files in cycles').click();
    await eventually(() => t.legend.textContent()).toContain('2 files, 2 dependencies shown');
    await eventually(() => t.find('.full-graph vscode-button', 'Filter').textContent()).toContain('(3)');
    await t.find('.popover vscode-button', 'Show Everything').click();
    await eventually(() => t.legend.textContent()).toContain('6 files, 6 dependencies shown');
  });

  test('shows a part around the selected file', async () => {
    await t.openFullGraph();
    await t.find('.table vscode-data-grid-row', 'app.ts').click();
    await t.canvas.focus();
    await t.press('1');
    await eventually(() => t.legend.textContent()).toContain('3 files');
    await t.press('2');
    await eventually(() => t.legend.textContent()).toContain('4 files');
    await t.press('Escape');
    await eventually(() => t.legend.textContent()).toContain('6 files');
    await eventually(() => t.selected.textContent()).toBe('app.ts');
  });

  test('selects by click and opens by double click', async () => {
    // The only file lies in the middle.
    await t.openFullGraph(drawable({ paths: ['only.ts'], edges: [] }));
    await t.canvas.click();
    await eventually(() => t.selected.textContent()).toBe('only.ts');
    await t.canvas.dblclick();
    await eventually(t.lastReceived).toEqual({ type: 'open-file', path: 'only.ts' });
    // A third click too soon would count to the second.
    await t.panel.page.waitForTimeout(500);
    await t.canvas.click({ position: { x: 20, y: 20 } });
    await eventually(() => t.selected.count()).toBe(0);
  });

  test('highlights an impact, and takes it back', async () => {
    await t.openFullGraph();
    await t.find('.table vscode-data-grid-row', 'item.ts').click();
    await t.find('.subject vscode-button', 'Impact').click();
    const title = t.find('.highlight h2');
    await eventually(() => title.allTextContents()).toEqual(['Impact of item.ts: 3 files, 1 test']);
    await t.find('.highlight vscode-button', 'Show Only These').click();
    await eventually(() => t.legend.textContent()).toContain('5 files');
    await t.canvas.focus();
    await t.press('Escape');
    await eventually(() => title.count()).toBe(0);
    await eventually(() => t.legend.textContent()).toContain('6 files');
  });

  test('shows a way and a cycle', async () => {
    await t.openFullGraph();
    await t.panel.send({ type: 'path', paths: ['src/app.ts', 'src/ui/view.ts', 'src/model/item.ts'] });
    await t.find('.highlight h2', 'Way of 2 steps').waitFor();
    await eventually(() => t.find('.highlight li').allTextContents()).toHaveLength(3);
    await t.find('.highlight li vscode-link', 'item.ts').click();
    await t.find('.subject vscode-link', 'Highlight it').click();
    await t.find('.highlight h2', 'Cycle of 2 files').waitFor();
  });

  test('saves pictures', async () => {
    await t.openFullGraph();
    await t.find('.full-graph vscode-button', 'Export').click();
    await t.find('.full-graph .popover vscode-button', 'SVG').click();
    await eventually(t.lastReceived).toMatchObject({ type: 'save-picture', format: 'svg' });
    await eventually(t.lastReceived).toHaveProperty('data', expect.stringMatching(/^<svg[\s\S]*view\.ts/));
    await t.find('.full-graph vscode-button', 'Export').click();
    await t.find('.full-graph .popover vscode-button', 'PNG').click();
    await eventually(t.lastReceived).toMatchObject({ type: 'save-picture', format: 'png' });
    await eventually(t.lastReceived).toHaveProperty('data', expect.stringMatching(/^iVBORw0KGgo/));
  });
});
