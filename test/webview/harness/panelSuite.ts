import type { Locator } from 'playwright-core';
import type { DrawableGraph, FromGraphPanel } from '#protocol';
import type { Saved } from '../../../webview/graph/saved.ts';
import { browserSuite } from './browserSuite.ts';
import { type GraphPanelPage, openGraphPanel } from './graphPanel.ts';
import type { OpenOptions } from './panelPage.ts';
import { drawable, type Workspace } from './workspace.ts';

export { eventually } from './browserSuite.ts';

/** A workspace with a bit of everything: folders, a test, kinds of imports, a cycle. */
const workspace: Workspace = {
  paths: ['src/app.ts', 'src/ui/view.ts', 'src/ui/view.test.ts', 'src/model/item.ts', 'src/model/list.ts', 'build.ts'],
  edges: [
    ['src/app.ts', 'src/ui/view.ts', 'value'],
    ['src/app.ts', 'src/model/list.ts', 'dynamic'],
    ['src/ui/view.ts', 'src/model/item.ts', 'type-only'],
    ['src/ui/view.test.ts', 'src/ui/view.ts', 'value'],
    ['src/model/item.ts', 'src/model/list.ts', 'value'],
    ['src/model/list.ts', 'src/model/item.ts', 'value'],
  ],
};

/** Every pixel of the picture is computed by the processor. */
const small = { width: 1000, height: 700 };

/** What the tests of the panel do and look at; every test opens a panel of its own. */
export interface PanelTester {
  readonly panel: GraphPanelPage;
  open(graph?: DrawableGraph, options?: OpenOptions): Promise<void>;
  /** Opens the panel and its second tab, and waits for the picture. */
  openFullGraph(graph?: DrawableGraph): Promise<void>;
  /** Waits until the full graph has its picture. */
  settled(): Promise<void>;
  find(selector: string, hasText?: string): Locator;
  /** A node of the overview's diagram. */
  node(name: string): Locator;
  readonly canvas: Locator;
  readonly legend: Locator;
  /** The heading of the selected file. */
  readonly selected: Locator;
  press(...keys: string[]): Promise<void>;
  lastReceived(): FromGraphPanel | undefined;
  saved(): Promise<Saved>;
}

/** A group of tests of the graph panel. */
export function panelSuite(title: string, body: (tester: PanelTester) => void): void {
  browserSuite<GraphPanelPage>(title, (suite) => {
    const find = (selector: string, hasText?: string) =>
      suite.panel.page.locator(selector, hasText === undefined ? {} : { hasText });
    const tester: PanelTester = {
      find,
      open: (graph = drawable(workspace), options = {}) =>
        suite.start((tab, server) => openGraphPanel(tab, server, graph, { ...small, ...options })),
      async openFullGraph(graph) {
        await tester.open(graph);
        await find('vscode-panel-tab', 'Full graph').click();
        await tester.settled();
      },
      async settled() {
        await find('.canvas canvas').first().waitFor();
        await find('.waiting').waitFor({ state: 'hidden' });
      },
      async press(...keys) {
        for (const key of keys) await suite.panel.page.keyboard.press(key);
      },
      async saved() {
        // Saved a moment after the last change, by the clock of the page: one that is held up saves later.
        await suite.panel.page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
        return JSON.parse((await suite.panel.page.evaluate(() => sessionStorage.getItem('state'))) ?? '{}');
      },
      node: (name) => find('.diagram .node', name),
      lastReceived: () => suite.panel.received.at(-1),
      get panel() {
        return suite.panel;
      },
      get canvas() {
        return find('.canvas');
      },
      get legend() {
        return find('.legend-content');
      },
      get selected() {
        return find('.subject h2');
      },
    };
    body(tester);
  });
}
