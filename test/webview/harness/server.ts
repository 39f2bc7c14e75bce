import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { webviewBuild } from '../../../scripts/build/webviews.ts';
import { root } from '../../../scripts/process.ts';
import { shellHtml } from '../../../src/host/webview/shell.ts';
import { type ThemeName, themeClass, themeStyle } from './themes.ts';

/** Serves the built panels as VS Code does: page and files have different origins, and the page a strict policy. */
export interface PanelServer {
  /** The address of a panel. */
  url(panel: string, looks: PageLooks): string;
  /** Bytes of every file that is served, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** How a page looks to one user. */
export interface PageLooks {
  readonly theme: ThemeName;
  readonly language: string;
  /** Translated texts by the English ones. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/** Serves the panels as they are shipped over loopback: those that are built already (`TOOLWRIGHT_PANELS=dist/webview`), or its own. */
export async function servePanels(): Promise<PanelServer> {
  const built = process.env.TOOLWRIGHT_PANELS;
  const folder = built === undefined ? await buildPanels() : resolve(root, built);

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.headers.host?.startsWith('127.')) {
      const port = (server.address() as AddressInfo).port;
      const looks: PageLooks = JSON.parse(searchParams.get('looks') ?? '');
      const api = apiOf(Number(searchParams.get('panel')));
      response.setHeader('Content-Type', 'text/html');
      response.end(page(pathname.slice(1), `http://localhost:${port}`, looks, api));
      return;
    }
    try {
      const content = await readFile(join(folder, pathname));
      response.setHeader('Content-Type', types[extname(pathname)] ?? 'application/octet-stream');
      response.setHeader('Access-Control-Allow-Origin', '*');
      // The next panel in the same tab finds it there.
      response.setHeader('Cache-Control', 'max-age=3600');
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const port = (server.address() as AddressInfo).port;
  let panels = 0;
  return {
    sizes: await sizesIn(folder),
    url: (panel, looks) => {
      const query = new URLSearchParams({ panel: String(++panels), looks: JSON.stringify(looks) });
      return `http://127.0.0.1:${port}/${panel}?${query}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (built === undefined) await rm(folder, { recursive: true });
    },
  };
}

/** Builds the panels into a folder of their own. */
async function buildPanels(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'toolwright-webview-'));
  await build(webviewBuild(relative(root, folder)));
  const codicons = join(root, 'node_modules', '@vscode', 'codicons', 'dist');
  for (const file of ['codicon.css', 'codicon.ttf']) await cp(join(codicons, file), join(folder, file));
  return folder;
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [relative(folder, file), (await stat(file)).size] as const)),
  );
}

/** The page that the host makes, in a theme, with a stand-in for VS Code's API before the panel's script. */
function page(panel: string, files: string, { theme, language, words }: PageLooks, api: string): string {
  const html = shellHtml({
    language,
    title: 'Panel',
    script: `${files}/${panel}.js`,
    styles: ['codicon', panel].map((style) => `${files}/${style}.css`),
    source: files,
    nonce,
    words,
  });
  return html
    .replace('<html', `<html style='${themeStyle(theme)}'`)
    .replace('<body>', `<body class="${themeClass(theme)}" data-vscode-theme-kind="vscode-${theme}">${api}`);
}

const nonce = 'n0nce';

/**
 * A stand-in for VS Code's API.
 * @param panel its number: what one panel has saved is there after a reload, and not in the next panel of the tab
 */
function apiOf(panel: number): string {
  return `<script nonce="${nonce}">
    globalThis.violations = [];
    if (sessionStorage.getItem('panel') !== '${panel}') sessionStorage.clear();
    sessionStorage.setItem('panel', '${panel}');
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => void toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
  </script>`;
}
