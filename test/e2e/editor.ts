import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { chromiumFlags } from '../../scripts/editor/chromium.ts';
import {
  type CodeServer,
  type Keybinding,
  startCodeServer,
  type VSCodeSettings,
} from '../../scripts/editor/codeServer.ts';
import { copySampleWorkspace } from '../../scripts/editor/sampleWorkspace.ts';
import { fromEnvironment } from './installed.ts';
import { isAlive } from './killing.ts';
import { followsBrowser, Workbench } from './pages/workbench.ts';

export interface EditorOptions {
  /** Makes the workspace at a path that does not exist yet; a copy of the sample workspace where it is left out. */
  readonly workspace?: (folder: string) => Promise<void> | void;
  /** User settings from the start. */
  readonly settings?: VSCodeSettings;
  /** The user's own keys. */
  readonly keybindings?: readonly Keybinding[];
  /** Whether the folder opens restricted, and VS Code asks whether to trust it. */
  readonly askForTrust?: boolean;
}

/** A window of the real VS Code with Toolwright installed from its VSIX. */
export interface Editor extends AsyncDisposable {
  readonly workbench: Workbench;
  /** The folder that is open, with `/` at no end. */
  readonly folder: string;
  /** The server behind the window. */
  readonly server: CodeServer;
  /** Opens the window anew after its server or its extension host was killed, with a server on the same data where there is none. */
  openAnew(): Promise<void>;
}

const open = new Set<Editor>();

// A picture is kept of every editor that is still open when a test fails.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { workbench } of open) {
    await workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`);
    // A question that is left open would take the keys of a second try.
    for (let press = 0; press < 2; press++) await workbench.page.keyboard.press('Escape');
  }
});

/** Starts VS Code on a fresh profile, with the extension that is installed once for all, and opens a workspace in Chromium; dispose of it to end both. */
export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const stack = new AsyncDisposableStack();
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-e2e-')));
  stack.defer(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  const folder = join(data, 'corner-shop');
  // None of them needs another before the window opens.
  const parts = [startServer(data, options, stack), startBrowser(stack), makeWorkspace(folder, options)] as const;
  try {
    const [server, browser] = await Promise.all(parts);
    const page = await browser.newPage({
      ...{ viewport: { width: 1400, height: 900 }, colorScheme: 'dark' },
      // Each frame is drawn by the processor.
      reducedMotion: 'reduce',
    });
    await page.goto(server.url({ folder }));
    const workbench = new Workbench(page);
    await workbench.isReady();
    const owned = stack.move();
    let current = server;
    const editor: Editor = {
      ...{ workbench, folder },
      get server() {
        return current;
      },
      async openAnew() {
        if (!isAlive(current.pid)) current = await startServer(data, { ...options, port: current.port }, owned);
        await page.goto(current.url({ folder }));
        await workbench.isReady();
      },
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
    open.add(editor);
    owned.defer(() => void open.delete(editor));
    return editor;
  } catch (error) {
    // What is still starting has to be there before it can be ended.
    await Promise.allSettled(parts);
    await stack.disposeAsync();
    throw error;
  }
}

async function startServer(
  data: string,
  { settings, keybindings = [], askForTrust = false, port }: EditorOptions & { readonly port?: number },
  stack: AsyncDisposableStack,
) {
  const extensionsOf = inject('extensionsOf');
  const server = await startCodeServer({
    data,
    extensionsOf,
    settings: { ...followsBrowser, ...settings },
    keybindings,
    askForTrust,
    ...(port !== undefined && { port }),
  });
  stack.defer(() => server.stop());
  return server;
}

async function startBrowser(stack: AsyncDisposableStack) {
  const browser = await chromium.launch({ executablePath: fromEnvironment('CHROMIUM'), args: chromiumFlags });
  stack.defer(() => browser.close());
  return browser;
}

async function makeWorkspace(folder: string, { workspace = copySampleWorkspace }: EditorOptions): Promise<void> {
  await workspace(folder);
  mkdirSync(folder, { recursive: true });
}

/** One editor for all tests of a file. */
export function useEditor(options?: EditorOptions): () => Editor {
  let editor: Editor | undefined;
  beforeAll(async () => {
    editor = await openEditor(options);
  });
  afterAll(() => editor?.[Symbol.asyncDispose]());
  return () => {
    if (editor === undefined) throw new Error('the editor is there while tests run, not before');
    return editor;
  };
}
