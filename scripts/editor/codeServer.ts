import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNode, ScriptError } from '../process.ts';
import { codeServerEntry } from './prepareCodeServer.ts';

export type VSCodeSettings = Readonly<Record<string, unknown>>;

/** A key, such as `ctrl+alt+b`, and the command that it runs. */
export interface Keybinding {
  readonly key: string;
  readonly command: string;
  readonly args?: unknown;
}

export interface CodeServerOptions {
  /** User data, extensions and the log live here; one folder a run. */
  readonly data: string;
  /** The data folder whose extensions are used, where they are not its own. */
  readonly extensionsOf?: string;
  /** A free port is found where none is given. */
  readonly port?: number;
  /** User settings, over those that keep VS Code quiet. */
  readonly settings?: VSCodeSettings;
  /** The user's own keys. */
  readonly keybindings?: readonly Keybinding[];
  /** Whether folders open restricted until the user trusts them; otherwise all are trusted. */
  readonly askForTrust?: boolean;
}

export interface CodeServer {
  readonly port: number;
  /** Of its process, and of the group that its extension hosts are in. */
  readonly pid: number;
  /** The address of a window on a folder, or on a `.code-workspace` file; with a file that is open from the start. */
  url(window: { folder: string; file?: string; developing?: string; testing?: string }): string;
  /** Ends the server and its extension hosts. */
  stop(): Promise<void>;
  /** Settles when the server ended, for whatever reason. */
  readonly ended: Promise<void>;
}

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // It asks a registry for types of packages, by npm, whenever a file is opened.
  'typescript.disableAutomaticTypeAcquisition': true,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
};

/** Starts the real VS Code for browsers on this machine only, and waits until it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const port = options.port ?? (await freePort());
  const authority = `127.0.0.1:${port}`;
  const userFolder = join(options.data, 'user-data', 'User');
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, 'settings.json'), JSON.stringify({ ...quiet, ...options.settings }, null, 2));
  writeFileSync(join(userFolder, 'keybindings.json'), JSON.stringify(options.keybindings ?? [], null, 2));
  writeFileSync(join(options.data, 'config.yaml'), '');

  const log = createWriteStream(join(options.data, 'code-server.log'));
  const server = spawn(
    process.execPath,
    [
      codeServerEntry,
      // Without it VS Code ignores the payload that names an extension under development.
      ...['--vscode-option', 'enable-smoke-test-driver'],
      ...['--auth', 'none', '--bind-addr', authority, '--config', join(options.data, 'config.yaml')],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(options.askForTrust ? [] : ['--disable-workspace-trust']),
      ...folders(options.data, options.extensionsOf),
    ],
    // A process group of its own: extension hosts do not always end with their server.
    { stdio: ['ignore', 'pipe', 'pipe'], env: codeServerEnvironment(), detached: true },
  );
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  let running = true;
  void ended.then(() => {
    running = false;
  });
  const kill = (signal: NodeJS.Signals) => killGroup(server.pid, signal);
  const killAll = () => kill('SIGKILL');
  process.once('exit', killAll);

  await answering(port, () => running, join(options.data, 'code-server.log'));
  return {
    port,
    // It has answered, so it was started.
    pid: server.pid as number,
    ended,
    url: ({ folder, file, developing, testing }) => {
      const remote = (path: string) => `vscode-remote://${authority}${path}`;
      const payload: [string, string][] = [];
      if (developing !== undefined) payload.push(['extensionDevelopmentPath', remote(developing)]);
      if (testing !== undefined) payload.push(['extensionTestsPath', remote(testing)]);
      if (file !== undefined) payload.push(['openFile', remote(file)]);
      const query = new URLSearchParams(folder.endsWith('.code-workspace') ? { workspace: folder } : { folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    stop: async () => {
      kill('SIGTERM');
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
      killAll();
      process.off('exit', killAll);
    },
  };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/** Installs a packaged extension as a user would. */
export async function installExtension(data: string, vsix: string): Promise<void> {
  const { code, output } = await runNode([codeServerEntry, ...folders(data), '--install-extension', vsix], {
    env: codeServerEnvironment(),
  });
  if (code !== 0) throw new ScriptError(`${vsix} could not be installed:\n${output}`, 'Run `npm run package` again.');
}

function folders(data: string, extensionsOf = data): string[] {
  return ['--user-data-dir', join(data, 'user-data'), '--extensions-dir', join(extensionsOf, 'extensions')];
}

/** An empty gallery address keeps VS Code from looking for extensions on the network. */
function codeServerEnvironment(): NodeJS.ProcessEnv {
  const { VSCODE_IPC_HOOK_CLI: _, ...environment } = process.env;
  return { ...environment, EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };
}

async function answering(port: number, running: () => boolean, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && running()) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    // Whatever else has the port may answer, too.
    if (answer?.ok && running()) return;
    await sleep(100);
  }
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
  throw running()
    ? new ScriptError(`VS Code did not answer within a minute. It said:\n${said}`, 'Try again.')
    : new ScriptError(`VS Code ended while it started. It said:\n${said}`, 'If the port is taken, choose another one.');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
