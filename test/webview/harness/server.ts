import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { webviewBuild } from '../../../scripts/build/webviews.ts';
import { root } from '../../../scripts/process.ts';
import { type ThemeName, themeClass, themeStyle } from './themes.ts';

/** Serves the built panels as VS Code does: page and files have different origins, and the page a strict policy. */
export interface PanelServer {
  /** The address of a panel in a theme. */
  url(panel: string, theme: ThemeName): string;
  /** Bytes of every file that the build wrote, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/** Builds the panels as they are shipped, and serves them over loopback. */
export async function servePanels(): Promise<PanelServer> {
  const folder = await mkdtemp(join(tmpdir(), 'toolwright-webview-'));
  const { metafile } = await build(webviewBuild(relative(root, folder)));
  const codicons = join(root, 'node_modules', '@vscode', 'codicons', 'dist');
  for (const file of ['codicon.css', 'codicon.ttf']) await cp(join(codicons, file), join(folder, file));
  const sizes = Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, { bytes }]) => [relative(folder, join(root, path)), bytes]),
  );

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (request.headers.host?.startsWith('127.')) {
      const port = (server.address() as AddressInfo).port;
      const theme = (searchParams.get('theme') ?? 'dark') as ThemeName;
      response.setHeader('Content-Type', 'text/html');
      response.end(page(pathname.slice(1), theme, `http://localhost:${port}`));
      return;
    }
    try {
      const content = await readFile(join(folder, pathname));
      response.setHeader('Content-Type', types[extname(pathname)] ?? 'application/octet-stream');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const port = (server.address() as AddressInfo).port;
  return {
    sizes,
    url: (panel, theme) => `http://127.0.0.1:${port}/${panel}?theme=${theme}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** The shell that the host makes, with a stand-in for VS Code's API before the panel's script. */
function page(panel: string, theme: ThemeName, files: string): string {
  const nonce = 'n0nce';
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${files} 'unsafe-inline'`,
    `font-src ${files}`,
    `img-src ${files} data: blob:`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en" style='${themeStyle(theme)}'>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>Panel</title>
  <link rel="stylesheet" href="${files}/codicon.css">
  <link rel="stylesheet" href="${files}/${panel}.css">
</head>
<body class="${themeClass(theme)}" data-vscode-theme-kind="vscode-${theme}">
  <div id="app"></div>
  <script nonce="${nonce}">
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => void toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
  </script>
  <script type="module" nonce="${nonce}" src="${files}/${panel}.js"></script>
</body>
</html>`;
}
