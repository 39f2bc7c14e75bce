import { type Browser, chromium, type Page } from 'playwright-core';
import * as v from 'valibot';
import { type DrawableGraph, type FromGraphPanel, fromGraphPanelSchema, type ToGraphPanel } from '#protocol';
import { chromiumFlags, findChromium } from '../../../scripts/editor/chromium.ts';
import { folderView, impactOf } from './answers.ts';
import type { PanelServer } from './server.ts';
import type { ThemeName } from './themes.ts';

/** A graph panel in a browser, with a host that answers as the extension's does. */
export interface GraphPanelPage {
  readonly page: Page;
  /** Everything that the panel has sent. */
  readonly received: FromGraphPanel[];
  send(message: ToGraphPanel): Promise<void>;
  /** Replaces the graph, as after a change on disk, and tells the panel. */
  change(graph: DrawableGraph): Promise<void>;
  /** Violations of the content security policy and errors on the console. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly language?: string;
  readonly words?: Readonly<Record<string, string>>;
}

/** Flags that give Chromium a WebGL in software. */
const webglFlags = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Starts a browser that can draw the graph; undefined where there is no Chromium. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const args = [...chromiumFlags.filter((flag) => flag !== '--disable-gpu'), ...webglFlags];
  return chromium.launch({ executablePath, args });
}

/** Opens the panel on a graph. */
export async function openGraphPanel(
  browser: Browser,
  server: PanelServer,
  graph: DrawableGraph,
  options: OpenOptions = {},
): Promise<GraphPanelPage> {
  const { theme = 'dark', width = 1400, height = 900, reducedMotion = true, language = 'en', words } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const received: FromGraphPanel[] = [];
  const errors: string[] = [];
  let present = graph;
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const send = (message: ToGraphPanel) =>
    page.evaluate((data) => window.postMessage(data, '*'), message as unknown as Record<string, unknown>);
  const overview = (folder: string) =>
    send({ type: 'overview', revision: present.revision, view: folderView(present, folder) });
  await page.exposeFunction('toHost', async (raw: unknown) => {
    const message = v.parse(fromGraphPanelSchema, raw);
    received.push(message);
    if (message.type === 'ready') await overview('');
    if (message.type === 'open-overview') await overview(message.folder);
    if (message.type === 'open-graph') await send({ type: 'graph', graph: present });
    if (message.type === 'show-impact') await send({ type: 'impact', report: impactOf(present, message.path) });
  });
  await page.goto(server.url('graph', { theme, language, words }));
  return {
    page,
    received,
    send,
    async change(next) {
      present = next;
      await send({ type: 'graph', graph: next });
    },
    complaints: async () => [
      ...errors,
      ...(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)),
    ],
    close: () => context.close(),
  };
}
