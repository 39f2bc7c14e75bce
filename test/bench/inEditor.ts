import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureChromium, noChromium } from '../../scripts/editor/chromium.ts';
import { installExtension, startCodeServer } from '../../scripts/editor/codeServer.ts';
import { prepareCodeServer } from '../../scripts/editor/prepareCodeServer.ts';
import { root } from '../../scripts/process.ts';
import { runInBrowser } from '../host/run.ts';

/** What is measured inside of the extension host: a suite, as VS Code runs the tests of an extension. */
export interface EditorSuite {
  /** Path below the repository. */
  readonly entry: string;
  /** The global of the suite that holds its settings, and the file that it writes its results to. */
  readonly define: (results: string) => Readonly<Record<string, object>>;
  /** Fills the folder that is opened; it is empty otherwise. */
  readonly fill?: (folder: string) => void;
}

/** Has a browser and an editor to measure in. @returns the path of the browser */
export async function prepareEditor(): Promise<string> {
  const browser = await ensureChromium();
  if (browser === undefined) throw new Error(noChromium);
  await prepareCodeServer();
  return browser;
}

/** Runs a suite in a fresh real VS Code that has the packaged extension. @returns its results */
export async function runInEditor<T>(browser: string, vsix: string, suite: EditorSuite): Promise<T> {
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-bench-')));
  try {
    const results = join(data, 'results.json');
    const testing = join(data, 'suite.cjs');
    const settings = Object.entries(suite.define(results)).map(([name, value]) => [name, JSON.stringify(value)]);
    await build({
      absWorkingDir: root,
      entryPoints: [suite.entry],
      outfile: testing,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      external: ['vscode'],
      define: Object.fromEntries(settings),
    });
    await installExtension(data, vsix);
    const folder = join(data, 'folder');
    mkdirSync(folder);
    suite.fill?.(folder);
    const server = await startCodeServer({ data });
    try {
      const developing = join(root, 'test', 'host', 'extension');
      await runInBrowser(browser, server.url({ folder, developing, testing }), join(data, 'window.png'));
    } finally {
      await server.stop();
    }
    return JSON.parse(readFileSync(results, 'utf8')) as T;
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
