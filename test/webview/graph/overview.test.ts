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
      'Folder src/model, 2 files, 498 lines, 2 files in cycles',
    );
    await t.node('model').click();
    await t.node('item.ts').waitFor();
    await eventually(() => t.find('.diagram .flowchart-link.cyclic').count()).toBe(2);
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
