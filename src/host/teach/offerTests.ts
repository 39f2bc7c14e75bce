import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { folderOf, parentOf } from '#base';
import { testCommand } from './testCommand.ts';

/**
 * Says what was done, with a button that runs tests where it is known how: nothing runs before somebody has pressed it.
 * @param paths of the test files, relative to the folder
 * @param what.document what was written: tests run what is on the disk
 */
export async function offerTests(
  folder: vscode.WorkspaceFolder,
  paths: readonly string[],
  { done, document }: { readonly done: string; readonly document: vscode.TextDocument },
): Promise<void> {
  const task = await taskFor(folder, paths);
  if (task === undefined) {
    vscode.window.setStatusBarMessage(done, 10_000);
    return;
  }
  const run = l10n.t('Run Its Tests');
  // Nobody waits for the answer: it may never come.
  void vscode.window.showInformationMessage(done, run).then(async (answer) => {
    if (answer === run && (await document.save())) await vscode.tasks.executeTask(task);
  });
}

async function taskFor(folder: vscode.WorkspaceFolder, paths: readonly string[]): Promise<vscode.Task | undefined> {
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
