import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { applyChanges } from '../edits/applyEdit.ts';
import type { FileChange } from '../edits/fileChange.ts';
import { showError } from '../errors.ts';
import { differingLines } from './differingLines.ts';
import type { TeachUi } from './ports.ts';
import { exitCodeOf, testTask } from './testTask.ts';

/** A function that was written, in its file. */
export interface WrittenFunction {
  readonly name: string;
  /** What was done, in a sentence or two. */
  readonly done: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly document: vscode.TextDocument;
  readonly change: FileChange & { readonly after: string; readonly before: string };
  /** The files of its tests, relative to the folder. */
  readonly tests: readonly string[];
  /** Whether nobody has looked at it before it was written. */
  readonly unseen: boolean;
}

type Action = readonly [title: string, act: () => Promise<void>];

/**
 * Says what was done, with what can be done next: see it, where nobody has; take it back; run its tests, where it is known
 * how. Nothing runs before somebody has pressed the button; what came of the tests is told.
 */
export async function tellWritten(ui: TeachUi, written: WrittenFunction): Promise<void> {
  const { done, folder, tests, unseen } = written;
  const task = await testTask(folder, tests);
  const running: readonly Action[] =
    task === undefined ? [] : [[l10n.t('Run Its Tests'), () => runTests(ui, written, task)]];
  const undo: readonly Action[] = unseen ? [undoing(ui, written)] : [];
  const showing: readonly Action[] = unseen
    ? [[l10n.t('Show Diff'), () => showDiff(ui, written, () => offer(ui, done, [...running, ...undo]))]]
    : [];
  const actions = [...running, ...showing, ...undo];
  if (actions.length === 0) vscode.window.setStatusBarMessage(done, 10_000);
  else offer(ui, done, actions);
}

/** Nobody waits for the answer: it may never come. */
function offer({ log }: TeachUi, message: string, actions: readonly Action[]): void {
  void vscode.window.showInformationMessage(message, ...actions.map(([title]) => title)).then((answer) => {
    const [title, act] = actions.find(([one]) => one === answer) ?? [];
    if (title !== undefined) act?.().catch((error: unknown) => showError(title, error, log));
  });
}

async function showDiff(
  { documents }: TeachUi,
  { change: { path, before, uri } }: WrittenFunction,
  then: () => void,
): Promise<void> {
  const title = l10n.t('{0}: before and now', path);
  await vscode.commands.executeCommand('vscode.diff', documents.put(`before/${path}`, before), uri, title);
  then();
}

function undoing(ui: TeachUi, { name, document, change }: WrittenFunction): Action {
  const act = async () => {
    const isSaved = !document.isDirty;
    const { before: after, after: before } = change;
    const back = { ...change, before, after, replacements: replacementsFor(document, before, after) };
    await applyChanges(ui.edits.backups, [back], l10n.t('Take back {0}', name));
    if (isSaved) await document.save();
  };
  return [l10n.t('Undo'), act];
}

/** Tests run what is on the disk. */
async function runTests(ui: TeachUi, written: WrittenFunction, task: vscode.Task): Promise<void> {
  const { name, document } = written;
  if (!(await document.save())) return;
  const code = await exitCodeOf(task);
  if (code === undefined) return;
  if (code === 0) offer(ui, l10n.t('{0} passes its tests.', name), []);
  else offer(ui, l10n.t('Tests of {0} fail. The terminal shows which.', name), [undoing(ui, written)]);
}

/** What has to be replaced in a document so that it has another text: other lines keep their marks, and the cursor its place. */
export function replacementsFor(
  document: Pick<vscode.TextDocument, 'positionAt'>,
  before: string,
  after: string,
): NonNullable<FileChange['replacements']> {
  const { start, end, text } = differingLines(before, after);
  return [{ range: new vscode.Range(document.positionAt(start), document.positionAt(end)), text }];
}
