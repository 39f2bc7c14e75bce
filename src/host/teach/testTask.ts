import * as vscode from 'vscode';
import { folderOf, parentOf } from '#base';
import { testCommand } from './testCommand.ts';

/**
 * Runs a task to its end.
 * @returns the exit code of its process; undefined where it was stopped, or never came to one
 */
export async function exitCodeOf(task: vscode.Task): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const listeners = vscode.Disposable.from(
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => execution === running && resolve(exitCode)),
    vscode.tasks.onDidEndTask(({ execution }) => execution === running && resolve(undefined)),
  );
  const running = await vscode.tasks.executeTask(task);
  return promise.finally(() => listeners.dispose());
}

/**
 * What runs some test files of a folder; undefined where it is not known how.
 * @param paths relative to the folder
 */
export async function testTask(
  folder: vscode.WorkspaceFolder,
  paths: readonly string[],
): Promise<vscode.Task | undefined> {
  const [first] = paths;
  if (first === undefined || !vscode.workspace.isTrusted || folder.uri.scheme !== 'file') return undefined;
  for (let at: string | undefined = folderOf(first); at !== undefined; at = parentOf(at)) {
    const home = vscode.Uri.joinPath(folder.uri, at);
    const text = await read(vscode.Uri.joinPath(home, 'package.json'));
    if (text === undefined) continue;
    const inside = paths.filter((path) => at === '' || path.startsWith(`${at}/`));
    const found = testCommand(
      text,
      inside.map((path) => (at === '' ? path : path.slice(at.length + 1))),
    );
    if (found === undefined) continue;
    const args = found.args.map((value) => ({ value, quoting: vscode.ShellQuoting.Strong }));
    const execution = new vscode.ShellExecution(found.command, args, { cwd: home.fsPath });
    const definition = { type: 'toolwright-tests' };
    return new vscode.Task(definition, folder, inside.join(', '), 'Toolwright', execution);
  }
  return undefined;
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    // Most folders have none.
    return undefined;
  }
}
