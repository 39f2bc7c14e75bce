import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { DrawableGraph, FromGraphPanel } from '#protocol';
import { findChromium, noChromium } from '../../../scripts/editor/chromium.ts';
import type { Saved } from '../../../webview/graph/saved.ts';
import { type GraphPanelPage, launchBrowser, type OpenOptions, openGraphPanel } from './graphPanel.ts';
import { type PanelServer, servePanels } from './server.ts';
import { drawable, type Workspace } from './workspace.ts';

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

/** For machines that have other things to do: the panels are built, and WebGL is computed. */
const SLOW_MS = 60_000;

/** Waits until a value is as expected. */
export const eventually = <T>(value: () => T) => expect.poll(value, { timeout: SLOW_MS / 4 });

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

/** A group of tests in the browser. Without one they are skipped, and the group's name says why. */
export function panelSuite(title: string, body: (tester: PanelTester) => void): void {
  const available = findChromium() !== undefined;
  describe.skipIf(!available)(available ? title : `${title} (${noChromium})`, () => {
    let browser: Browser;
    let server: PanelServer;
    let panel: GraphPanelPage;
    const find = (selector: string, hasText?: string) =>
      panel.page.locator(selector, hasText === undefined ? {} : { hasText });

    beforeAll(async () => {
      browser = (await launchBrowser()) as Browser;
      server = await servePanels();
    }, SLOW_MS);
    afterAll(async () => {
      await browser.close();
      await server.close();
    });
    afterEach(async () => {
      // Whatever a test did: nothing was refused by the policy, nothing was thrown.
      expect(await panel.complaints()).toEqual([]);
      await panel.close();
    });

    const tester: PanelTester = {
      find,
      async open(graph = drawable(workspace), options = {}) {
        panel = await openGraphPanel(browser, server, graph, options);
      },
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
        for (const key of keys) await panel.page.keyboard.press(key);
      },
      async saved() {
        // Saved a moment after the last change.
        await panel.page.waitForTimeout(500);
        return JSON.parse((await panel.page.evaluate(() => sessionStorage.getItem('state'))) ?? '{}');
      },
      node: (name) => find('.diagram .node', name),
      lastReceived: () => panel.received.at(-1),
      get panel() {
        return panel;
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
