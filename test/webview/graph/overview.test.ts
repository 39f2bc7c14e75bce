import { expect, test } from 'vitest';
import { eventually, panelSuite } from '../harness/panelSuite.ts';
import { drawable } from '../harness/workspace.ts';

panelSuite('the overview', (t) => {
  test('draws a level, and opens the one below by click and by key', async () => {
    await t.open();
    await t.node('src').click();
    await t.node('model').focus();
    await t.press('Enter');
    await t.node('item.ts').waitFor();
    await eventually(() => t.find('.breadcrumb').textContent()).toMatch(/Workspace\s*\/\s*src\s*\/\s*model/);
    await t.node('item.ts').click();
    await eventually(t.lastReceived).toEqual({ type: 'open-file', path: 'src/model/item.ts' });
  });

  test('goes up by the breadcrumb', async () => {
    await t.open();
    await t.node('src').click();
    await t.find('.breadcrumb vscode-link', 'Workspace').click();
    await t.node('build.ts').waitFor();
    await eventually(() => t.find('.breadcrumb').textContent()).not.toContain('src');
  });

  test('marks cycles in words and lines, and dashes what is for types only', async () => {
    await t.open();
    await t.node('src').click();
    await eventually(() => t.node('model').textContent()).toContain('2 in cycles');
    await eventually(() => t.node('model').getAttribute('aria-label')).toBe(
      'Folder src/model, 2 files, 498 lines, 2 in cycles',
    );
    await t.node('model').click();
    await t.node('item.ts').waitFor();
    await eventually(() => t.find('.diagram .flowchart-link.cyclic').count()).toBe(2);
  });

  test('writes on an edge how many imports there are, and whether they go round', async () => {
    await t.open(
      drawable({
        paths: ['a/x.ts', 'b/x.ts', 'b/y.ts', 'c.ts', 'd.ts', 'e.ts'],
        edges: [
          ['a/x.ts', 'b/x.ts', 'value'],
          ['b/y.ts', 'a/x.ts', 'value'],
          ['c.ts', 'd.ts', 'value'],
          ['d.ts', 'c.ts', 'value'],
          ['e.ts', 'a/x.ts', 'value'],
        ],
      }),
    );
    await t.node('e.ts').waitFor();
    const labels = t.find('.diagram .edgeLabel .text-outer-tspan');
    await eventually(async () => (await labels.allTextContents()).filter((text) => text !== '').toSorted()).toEqual([
      '1',
      '1, cycle',
      '1, cycle',
      '1, mutual',
      '1, mutual',
    ]);
    const cells = t.find('.tables vscode-data-grid-cell');
    await eventually(() => cells.filter({ hasText: 'depend on each other' }).count()).toBe(2);
    await eventually(() => cells.filter({ hasText: 'in a cycle' }).count()).toBe(2);
  });

  test('has the colour of an alarm only for what is circular at run time', async () => {
    await t.open(
      drawable({
        paths: ['a.ts', 'b.ts', 'c.ts', 'd.ts'],
        edges: [
          ['a.ts', 'b.ts', 'value'],
          ['b.ts', 'a.ts', 'value'],
          ['c.ts', 'd.ts', 'value'],
          ['d.ts', 'c.ts', 'type-only'],
        ],
      }),
    );
    await eventually(() => t.node('c.ts').textContent()).toContain('in a type-only cycle');
    const line = (name: string) =>
      t
        .node(name)
        .locator('polygon')
        .first()
        .evaluate((shape) => getComputedStyle(shape).stroke);
    expect(await line('a.ts')).toBe('rgb(248, 81, 73)');
    expect(await line('c.ts')).toBe('rgb(157, 157, 157)');
    await eventually(() => t.find('.diagram .flowchart-link.cyclic').count()).toBe(2);
  });

  test('fits a wide level into the panel, and shows it in its full size when asked to', async () => {
    const paths = Array.from({ length: 12 }, (_, at) => `a-rather-long-name-of-a-file-${at}.ts`);
    const edges = paths.flatMap((path, at) => paths.slice(at + 1, at + 4).map((to) => [path, to, 'value'] as const));
    await t.open(drawable({ paths, edges }));
    await t.find('.diagram svg').waitFor();
    const overflow = () => t.find('.diagram').evaluate((frame) => frame.scrollWidth - frame.clientWidth);
    await eventually(overflow).toBe(0);
    await t.find('.diagram-frame vscode-button', 'Full Size').click();
    await eventually(overflow).toBeGreaterThan(0);
    await t.find('.diagram-frame vscode-button', 'Fit').click();
    await eventually(overflow).toBe(0);
  });

  test('cuts no name in the tables', async () => {
    const path = 'aVeryLongNameOfAFileThatNobodyWouldWantToRead_inANarrowTable.ts';
    await t.open(drawable({ paths: [path, 'end.ts'], edges: [[path, 'end.ts', 'value']] }));
    await t.find('.tables vscode-data-grid-cell', path).first().waitFor();
    const cut = await t
      .find('.tables vscode-data-grid-cell')
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
    expect(cut).toBe(0);
  });

  test('says the same in tables, which sort by their headers', async () => {
    await t.open();
    await t.node('src').click();
    await t.node('model').waitFor();
    const rows = () => t.find('.tables vscode-data-grid').first().locator('vscode-data-grid-row[row-type=default]');
    await eventually(() => rows().allTextContents()).toHaveLength(3);
    const name = t.find('.tables vscode-data-grid-cell', 'Name');
    await name.click();
    await eventually(() => rows().first().textContent()).toMatch(/^app\.ts/);
    await name.click();
    await eventually(() => rows().first().textContent()).toMatch(/^ui\//);
    await eventually(() => name.getAttribute('aria-sort')).toBe('ascending');
    await rows().first().click();
    await t.node('view.ts').waitFor();
  });

  test('draws odd names as what they are', async () => {
    const odd = 'a"<img_src=x`]--&#35;.ts';
    await t.open(drawable({ paths: [odd, 'end.ts'], edges: [[odd, 'end.ts', 'value']] }));
    await t.node('end.ts').waitFor();
    await eventually(() => t.find('.diagram .node').first().textContent()).toContain(odd);
    expect(await t.find('.diagram img').count()).toBe(0);
  });

  test('limits what it draws, and says so', async () => {
    const paths = Array.from({ length: 60 }, (_, at) => `f${at}.ts`);
    await t.open(drawable({ paths, edges: paths.slice(1).map((path) => [path, 'f0.ts', 'value']) }));
    await t.find('.diagram-frame .note', 'The 40 most connected of 60 entries').waitFor();
    await eventually(() => t.find('.diagram .node').count()).toBe(40);
  });

  test('saves pictures and asks for texts', async () => {
    await t.open();
    await t.node('src').click();
    await t.node('model').waitFor();
    await t.find('.overview vscode-button', 'Export').click();
    await t.find('.overview .popover vscode-button', 'SVG').click();
    await eventually(t.lastReceived).toMatchObject({ type: 'save-picture', format: 'svg' });
    await eventually(t.lastReceived).toHaveProperty('data', expect.stringMatching(/^<svg[\s\S]*model/));
    await t.find('.overview vscode-button', 'Export').click();
    await t.find('.overview .popover vscode-button', 'PNG').click();
    await eventually(t.lastReceived).toMatchObject({ type: 'save-picture', format: 'png' });
    await eventually(t.lastReceived).toHaveProperty('data', expect.stringMatching(/^iVBORw0KGgo/));
    await t.find('.overview vscode-button', 'Export').click();
    await t.find('.overview .popover vscode-button', 'Mermaid').click();
    await eventually(t.lastReceived).toEqual({ type: 'export', format: 'mermaid', folder: 'src' });
  });

  test('speaks the language of the editor, and writes numbers as it does', async () => {
    const words = { Overview: 'Übersicht', '{0} lines': '{0} Zeilen', Lines: 'Zeilen' };
    const graph = drawable({ paths: ['long.ts', 'end.ts'], edges: [['long.ts', 'end.ts', 'value']] });
    await t.open({ ...graph, lines: [12345, 12345] }, { language: 'de', words });
    await t.find('vscode-panel-tab', 'Übersicht').waitFor();
    await t.find('vscode-panel-tab', 'Full graph').waitFor();
    await eventually(() => t.node('long.ts').textContent()).toContain('12.345 Zeilen');
    await eventually(() => t.find('.tables vscode-data-grid-cell', 'Zeilen').count()).toBe(1);
  });
});
