import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { personName } from '../person.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';

/**
 * Has the person decide on each task that a capability asked for, by its name, and runs those that they agree to, one
 * after the other: one that fails ends it. What was run is in the journal.
 */
export async function offerTasks(folder: FolderCapabilities, name: string, tasks: readonly string[]): Promise<void> {
  for (const task of tasks) {
    const found = await findTask(folder.folder, task);
    if (found === undefined) {
      const reason = l10n.t('{0} asks for the task “{1}”, and this folder has none of that name.', name, task);
      const hint = l10n.t('Tasks are scripts of package.json and those of .vscode/tasks.json.');
      void vscode.window.showWarningMessage(`${reason} ${hint}`);
      continue;
    }
    if (!(await isAgreed(name, task, found))) continue;
    const exitCode = await execute(found);
    await folder.session.recordTask(name, {
      ...{ task, person: await personName() },
      ...(exitCode === undefined ? {} : { exitCode }),
    });
    if (exitCode === 0 || exitCode === undefined) {
      vscode.window.setStatusBarMessage(endText(task, exitCode), 10_000);
      continue;
    }
    void vscode.window.showWarningMessage(endText(task, exitCode));
    return;
  }
}

function endText(task: string, exitCode: number | undefined): string {
  return exitCode === undefined
    ? l10n.t('The task “{0}” was started.', task)
    : l10n.t('The task “{0}” has ended with exit code {1}.', task, exitCode);
}

async function isAgreed(name: string, task: string, { source, detail }: vscode.Task): Promise<boolean> {
  const run = l10n.t('Run Task');
  const picked = await vscode.window.showWarningMessage(
    l10n.t('{0} asks you to run the task “{1}”', name, task),
    {
      modal: true,
      detail: [
        l10n.t('Source: {0}', source),
        ...(detail === undefined ? [] : [detail]),
        l10n.t('It runs outside of the sandbox, with all that you may do on this machine.'),
      ].join('\n'),
    },
    run,
  );
  return picked === run;
}

/** By its exact name: one of the folder's own before a script of its package.json. Folders within have tasks of their own. */
async function findTask(folder: vscode.WorkspaceFolder, name: string): Promise<vscode.Task | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const isHere = ({ scope }: vscode.Task) =>
    scope === vscode.TaskScope.Workspace ||
    (typeof scope === 'object' && scope.uri.toString() === folder.uri.toString());
  const isScript = ({ definition }: vscode.Task) =>
    definition.type === 'npm' && definition.script === name && definition.path === undefined;
  const all = (await vscode.tasks.fetchTasks()).filter(isHere);
  return all.find((task) => task.source === 'Workspace' && task.name === name) ?? all.find(isScript);
}

/** @returns the exit code; undefined for what goes on in the background, or has no process of its own */
async function execute(task: vscode.Task): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  // By what it is, and not by its execution: a task may have ended before VS Code says which execution that was.
  const isOurs = ({ execution }: vscode.TaskEndEvent) => isSame(execution.task, task);
  const listeners = vscode.Disposable.from(
    vscode.tasks.onDidEndTaskProcess((event) => isOurs(event) && resolve(event.exitCode)),
    // It comes after the end of the process, where there was one.
    vscode.tasks.onDidEndTask((event) => isOurs(event) && resolve(undefined)),
  );
  try {
    await vscode.tasks.executeTask(task);
    return task.isBackground ? undefined : await promise;
  } finally {
    listeners.dispose();
  }
}

function isSame(one: vscode.Task, other: vscode.Task): boolean {
  return (
    one.name === other.name &&
    one.source === other.source &&
    JSON.stringify(one.definition) === JSON.stringify(other.definition)
  );
}
