import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core';
import * as v from 'valibot';
import { chromiumFlags, findChromium } from '../../../scripts/editor/chromium.ts';
import type { PanelServer } from './server.ts';
import type { ThemeName } from './themes.ts';

/** A panel in a browser. */
export interface PanelPage<ToPanel, FromPanel> {
  readonly page: Page;
  /** Everything that the panel has sent. */
  readonly received: FromPanel[];
  send(message: ToPanel): Promise<void>;
  /** Violations of the content security policy and errors on the console. */
  complaints(): Promise<readonly string[]>;
  /** Nothing is heard of it any more; its tab stays, for the next one. */
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

/** Flags that give Chromium a WebGL in software, and let it put the rest of the page together without: that is faster. */
const webglFlags = [
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  '--disable-gpu-compositing',
];

/** Starts a browser that can draw every panel; undefined where there is no Chromium. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (executablePath === undefined) return undefined;
  const args = [...chromiumFlags.filter((flag) => flag !== '--disable-gpu'), ...webglFlags];
  return chromium.launch({ executablePath, args });
}

/**
 * Waits until the toolkit has drawn what it was given: what a choice shows and where a link leads come with the next
 * frame, and what follows from that with the one after it.
 */
export function drawn(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((done) => requestAnimationFrame(done));
  });
}

/** A tab of the browser, which shows one panel after the other: the second finds the first one's files in the cache. */
export interface Tab {
  readonly page: Page;
  /** Who gets what the panel sends. */
  hear(receive: (message: unknown) => Promise<void>): void;
}

export async function openTab(browser: Browser): Promise<Tab> {
  const context = await browser.newContext({ timezoneId: 'UTC' });
  const page = await context.newPage();
  let heard = async (_message: unknown): Promise<void> => {};
  await page.exposeFunction('toHost', (message: unknown) => heard(message));
  return {
    page,
    hear: (receive) => {
      heard = receive;
    },
  };
}

/**
 * Opens a panel whose messages are validated as the host does it.
 * @param answer called with each message, to answer it
 */
export async function openPanel<ToPanel, Schema extends v.GenericSchema>(
  { page, hear }: Tab,
  server: PanelServer,
  panel: string,
  schema: Schema,
  answer: (message: v.InferOutput<Schema>, send: (message: ToPanel) => Promise<void>) => Promise<void>,
  options: OpenOptions = {},
): Promise<PanelPage<ToPanel, v.InferOutput<Schema>>> {
  const { theme = 'dark', width = 1400, height = 900, reducedMotion = true, language = 'en', words } = options;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
  const received: v.InferOutput<Schema>[] = [];
  const errors: string[] = [];
  const onError = (error: Error) => errors.push(String(error));
  const onConsole = (message: ConsoleMessage) => message.type() === 'error' && errors.push(message.text());
  page.on('pageerror', onError);
  page.on('console', onConsole);
  const send = (message: ToPanel) =>
    page.evaluate((data) => window.postMessage(data, '*'), message as unknown as Record<string, unknown>);
  hear(async (raw) => {
    const message = v.parse(schema, raw);
    received.push(message);
    await answer(message, send);
  });
  await page.goto(server.url(panel, { theme, language, words }));
  return {
    page,
    received,
    send,
    complaints: async () => [
      ...errors,
      ...(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)),
    ],
    close: async () => {
      page.off('pageerror', onError);
      page.off('console', onConsole);
      hear(async () => {});
    },
  };
}
