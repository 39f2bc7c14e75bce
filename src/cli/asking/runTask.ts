import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, messageOf, ToolwrightError } from '#base';

/** What a shell takes for more than a name; npm is started by one on Windows. */
const plainName = /^[\w:.@/-]+$/;

/**
 * Runs a script of the package.json in a folder, as `npm run` does. What it prints goes to standard error, so that standard
 * output holds the answer alone.
 * @returns its exit code
 * @throws ToolwrightError `no-such-task`
 */
export async function runTask(root: string, name: string): Promise<number> {
  if (!scriptsIn(root).includes(name)) {
    throw new ToolwrightError('no-such-task', `package.json has no script "${name}".`, {
      hint: 'Tasks of the editor are run in the editor; here it has to be a script of the package.json in the workspace folder.',
    });
  }
  const needsShell = process.platform === 'win32';
  if (needsShell && !plainName.test(name)) {
    throw new ToolwrightError('no-such-task', `The script "${name}" cannot be started from here.`, {
      hint: 'On Windows a script needs a name of letters, digits and the signs : . @ / _ - to be started.',
    });
  }
  const child = spawn('npm', ['run', name], { cwd: root, stdio: ['ignore', 2, 2], shell: needsShell });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    // It was ended by a signal, as by Ctrl+C.
    return code ?? 1;
  } catch (error) {
    throw new ToolwrightError('no-npm', `npm could not be started: ${messageOf(error)}.`, {
      hint: 'It comes with Node.js, and has to be in the PATH.',
      cause: error,
    });
  }
}

function scriptsIn(root: string): readonly string[] {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return isRecord(manifest) && isRecord(manifest.scripts) ? Object.keys(manifest.scripts) : [];
  } catch {
    return [];
  }
}
