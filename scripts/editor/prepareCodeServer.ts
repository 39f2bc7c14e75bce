import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm, ScriptError } from '../process.ts';

const codeServer = join(root, 'node_modules', 'code-server');
const vscode = join(codeServer, 'lib', 'vscode');

/** The program that starts the server, to be run with Node. */
export const codeServerEntry = join(codeServer, 'out', 'node', 'entry.js');

/**
 * Makes code-server (the real VS Code, served to a browser) runnable: its npm package brings VS Code without VS Code's
 * own dependencies. Scripts stay off: nothing has to be compiled for what is used here. Does nothing when done already.
 */
export async function prepareCodeServer(): Promise<void> {
  if (process.platform === 'win32') {
    throw new ScriptError(
      'VS Code in the browser (code-server) does not run on Windows.',
      'Use desktop VS Code: `npm start -- --desktop`.',
    );
  }
  const version = JSON.parse(readFileSync(join(codeServer, 'package.json'), 'utf8')).version as string;
  const stamp = join(vscode, '.prepared');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  console.error('Preparing VS Code (once, about 600 MB) …');
  for (const folder of [vscode, join(vscode, 'extensions')]) await install(folder);
  writeFileSync(stamp, version);
}

// `npm ci` is not possible: the shrinkwrap that code-server ships disagrees with its package.json.
async function install(folder: string): Promise<void> {
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(['install', ...flags], { cwd: folder });
  if (code === 0) return;
  throw new ScriptError(
    `The dependencies of VS Code could not be installed:\n${output}`,
    'Check the network and the npm registry, then try again.',
  );
}
