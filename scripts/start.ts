// Opens VS Code with the extension under development: `npm start`.
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { startCodeServer } from './editor/codeServer.ts';
import { prepareCodeServer } from './editor/prepareCodeServer.ts';
import { copySampleWorkspace } from './editor/sampleWorkspace.ts';
import { main, root, run, ScriptError } from './process.ts';

const help = `Opens VS Code with Toolwright in it.

  npm start                     a copy of the sample workspace, in a browser; it is deleted at the end
  npm start -- PATH             another workspace
  npm start -- --desktop        in desktop VS Code; needs \`code\` on the PATH
  npm start -- --port 8080      at this port instead of a free one

Ctrl+C ends it. What you change below PATH stays.`;

interface StartOptions {
  readonly path: string | undefined;
  readonly desktop: boolean;
  readonly port: number | undefined;
}

async function start({ path, desktop, port }: StartOptions): Promise<void> {
  const opened = path === undefined ? undefined : existingFolder(path);
  if (desktop) await requireDesktop();
  else await prepareCodeServer();
  await buildAll();

  const data = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-')));
  try {
    const folder = opened ?? join(data, 'corner-shop');
    if (opened === undefined) await copySampleWorkspace(folder);
    const isSample = opened === undefined;
    await (desktop ? openDesktop({ folder, isSample }) : openBrowser({ folder, isSample }, data, port));
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Workspace {
  readonly folder: string;
  /** A copy that goes away at the end. */
  readonly isSample: boolean;
}

/** The sample's list of things to try. */
const guide = 'try-me/README.md';

const tour = 'A tour: press F1, run “Welcome: Open Walkthrough...”, and choose “See How Your Code Hangs Together”.';

const thrownAway = `This is a copy of the sample workspace. It is DELETED at the end, with everything that you change in it.
To keep your work, open a folder of your own: npm start -- PATH`;

function about({ folder, isSample }: Workspace): string {
  const first = isSample ? `follow ${guide}, step by step.` : 'press F1 and run “Toolwright: Show Dependency Graph”.';
  return [
    `What to do first: click the Toolwright icon at the left, then ${first}`,
    tour,
    '',
    `Workspace: ${folder}`,
    ...(isSample ? [thrownAway] : []),
  ].join('\n');
}

async function openBrowser(workspace: Workspace, data: string, port: number | undefined): Promise<void> {
  const { folder, isSample } = workspace;
  // Its README says what there is to try, and is to be read, not edited.
  const settings = isSample
    ? { 'workbench.editorAssociations': { [`**/${guide}`]: 'vscode.markdown.preview.editor' } }
    : {};
  const server = await startCodeServer({ data, settings, ...(port === undefined ? {} : { port }) });
  console.log(`\nVS Code with Toolwright is ready. Open this address in a browser:\n`);
  console.log(`  ${server.url({ folder, developing: root, ...(isSample ? { file: join(folder, guide) } : {}) })}\n`);
  console.log(`${about(workspace)}\n\nCtrl+C ends it.`);
  const interrupted = new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await Promise.race([interrupted, server.ended]);
  await server.stop();
  if (isSample) console.log(`The copy of the sample workspace is deleted: ${folder}`);
}

async function openDesktop(workspace: Workspace): Promise<void> {
  const { folder } = workspace;
  console.log(`VS Code opens ${folder} with Toolwright in it.\n\n${about(workspace)}\n\nClose its window to end this.`);
  await code('--new-window', '--wait', `--extensionDevelopmentPath=${root}`, folder);
}

async function requireDesktop(): Promise<void> {
  if (await code('--version')) return;
  throw new ScriptError(
    'Desktop VS Code was not found: there is no `code` that runs on the PATH.',
    'In VS Code, run “Shell Command: Install code command in PATH”; or leave --desktop out to use a browser.',
  );
}

async function code(...args: string[]): Promise<boolean> {
  // On Windows `code` is a script for the shell.
  const windows = process.platform === 'win32';
  const finished = await (windows ? run('cmd', ['/c', 'code', ...args]) : run('code', args));
  return finished.code === 0;
}

function existingFolder(path: string): string {
  // npm runs scripts in the package's folder; a path is meant from where the user is.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  if (existsSync(folder) && statSync(folder).isDirectory()) return realpathSync(folder);
  throw new ScriptError(`${folder} is not a folder.`, 'Name the folder of a workspace: `npm start -- PATH`.');
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new ScriptError(`${text} is not a port.`, 'Give a number from 1 to 65535: `npm start -- --port 8080`.');
}

function parseArguments(): StartOptions | undefined {
  const options = {
    desktop: { type: 'boolean' },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) throw new Error('More than one path was given.');
    if (values.help) return undefined;
    return { path: positionals[0], desktop: values.desktop ?? false, port: parsePort(values.port) };
  } catch (error) {
    if (error instanceof ScriptError) throw error;
    throw new ScriptError(error instanceof Error ? error.message : String(error), 'See `npm start -- --help`.');
  }
}

await main(async () => {
  const options = parseArguments();
  if (options === undefined) console.log(help);
  else await start(options);
  return 0;
});
