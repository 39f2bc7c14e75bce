import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { findChromium, noChromium } from '../../../scripts/editor/chromium.ts';
import { launchBrowser, openTab, type PanelPage, type Tab } from './panelPage.ts';
import { type PanelServer, servePanels } from './server.ts';

/** For machines that have other things to do: the panels are built, and WebGL is computed. */
const SLOW_MS = 60_000;

/** Waits until a value is as expected. */
export const eventually = <T>(value: () => T) => expect.poll(value, { timeout: SLOW_MS / 4 });

/** The browser of a group of tests, and the panel of the present one. */
export interface BrowserSuite<Panel> {
  readonly panel: Panel;
  /** Opens this test's panel. */
  start(open: (tab: Tab, server: PanelServer) => Promise<Panel>): Promise<void>;
}

/** A group of tests in the browser. Without one they are skipped, and the group's name says why. */
export function browserSuite<Panel extends Pick<PanelPage<never, never>, 'complaints' | 'close'>>(
  title: string,
  body: (suite: BrowserSuite<Panel>) => void,
): void {
  const available = findChromium() !== undefined;
  describe.skipIf(!available)(available ? title : `${title} (${noChromium})`, () => {
    let browser: Browser;
    let tab: Tab;
    let server: PanelServer;
    let panel: Panel;

    beforeAll(async () => {
      browser = (await launchBrowser()) as Browser;
      tab = await openTab(browser);
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
    body({
      get panel() {
        return panel;
      },
      async start(open) {
        panel = await open(tab, server);
      },
    });
  });
}
