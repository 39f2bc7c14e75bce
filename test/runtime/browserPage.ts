import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { buildRuntime } from '../../scripts/build/runtime.ts';
import type { AppRouter } from '../../src/runtime/index.ts';
import { flagDocument } from './flagDocument.ts';

const nonce = 'n0nce';

/** An app in a page: the version that is rolled out fails on `bad`. */
const script = `
  import { createRouter, flagsFromUrl } from '/library/index.js';
  const told = [];
  const upper = (text) => text.toUpperCase();
  const router = createRouter({
    capabilities: {
      upper: {
        versions: { '1.0.0': upper, '2.0.0': (text) => (text === 'bad' ? Promise.reject(new Error('a bug')) : upper(text)) },
        shadow: { share: 1 },
      },
    },
    flags: flagsFromUrl(new URL('/flags.json', location.href), { pollMs: 20 }),
    report: {
      ended: ({ outcome, served }) => told.push(served.variant + ' ' + outcome),
      opinion: ({ rating, served }) => told.push(rating + ' for ' + served.version),
      shadow: ({ result }) => told.push('beside: ' + result),
    },
    onProblem: (message) => told.push(message),
  });
  let storage = 'there';
  try { localStorage; } catch { storage = 'refused'; }
  await router.ready;
  globalThis.app = { router, told, storage };`;

/**
 * Serves a page that imports the library as it is built, under a policy that forbids all but its own files: no `eval`, no
 * storage, an origin of its own.
 * @param flags the flag file of the moment; nothing, and the server fails
 */
async function servePage(flags: () => object | undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await buildRuntime(folder);
  const server = createServer(({ url = '/', method, headers }, response) => {
    const own = `http://${headers.host}`;
    response.setHeader('access-control-allow-origin', '*');
    if (method === 'OPTIONS') {
      // As most servers of files: they allow no headers that a page of another origin would have to ask for.
      response.writeHead(405).end();
    } else if (url === '/flags.json') {
      const text = JSON.stringify(flags());
      const tag = `"${createHash('sha1')
        .update(text ?? '')
        .digest('hex')}"`;
      response.setHeader('etag', tag).setHeader('access-control-expose-headers', 'etag');
      const isKnown = text !== undefined && headers['if-none-match'] === tag;
      response.writeHead(text === undefined ? 503 : isKnown ? 304 : 200).end(isKnown ? undefined : text);
    } else if (url.startsWith('/library/')) {
      response.setHeader('content-type', 'text/javascript').end(readFileSync(join(folder, url.slice(9))));
    } else {
      const policy = `default-src 'none'; script-src 'nonce-${nonce}' ${own}; connect-src ${own}; img-src data:; sandbox allow-scripts`;
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end(
        `<!doctype html><link rel="icon" href="data:,"><script type="module" nonce="${nonce}">${script}</script>`,
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** What the page's script leaves for the test. */
interface App {
  readonly router: AppRouter;
  readonly told: string[];
  readonly storage: string;
}

declare const app: App;

/** An app in a page is served by the flags of a URL: the new version, the old one where it fails, what is said of them, changes. */
export async function useRuntimeInPage(context: BrowserContext): Promise<void> {
  let flags: object | undefined = flagDocument(100);
  const url = await servePage(() => flags);
  const page = await context.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  await page.waitForFunction('globalThis.app');

  const ask = (text: string) =>
    page.evaluate(async (input) => {
      const { value, variant, requestId } = await app.router.run('upper', input, { user: 'zoë 語' });
      return { said: `${variant} ${value}`, liked: app.router.feedback(requestId, 'up') };
    }, text);
  const told = () => page.evaluate(() => app.told.splice(0));
  expect(await page.evaluate(() => app.storage)).toBe('refused');
  expect([await ask('good'), await ask('bad')]).toEqual([
    { said: 'candidate GOOD', liked: true },
    { said: 'fallback BAD', liked: true },
  ]);
  const both = ['candidate served', 'up for 2.0.0', 'candidate error', 'fallback served', 'up for 1.0.0'];
  expect(await told()).toEqual(both);
  expect(complaints).toEqual([]);

  // The server fails: what was good stays, and is told. Then the flags are others.
  flags = undefined;
  await expect
    .poll(told)
    .toEqual([`toolwright: The flags cannot be had: ${url}flags.json answers 503. What it said before stays.`]);
  expect((await ask('good')).said).toBe('candidate GOOD');
  await told();
  flags = flagDocument(0);
  await expect.poll(async () => (await ask('good')).said).toBe('stable GOOD');
  await expect.poll(told).toContain('beside: same');
}
