import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { moveWaves } from '#protocol';
import { scheme } from '../files/virtualDocuments.ts';
import type { Backups } from './backups.ts';
import { assertMovable, assertUnchanged, type FileChange, type FileMove } from './fileChange.ts';

/** An edit, and what it is made for. */
export interface LabelledEdit {
  readonly edit: vscode.WorkspaceEdit;
  /** What the user reads in the list of backups. */
  readonly label: string;
  /** The files that it touches, as they were when it was made. */
  readonly files: readonly Pick<FileChange, 'uri' | 'path' | 'before'>[];
  /** Those that it gives other names. */
  readonly moves?: readonly FileMove[];
}

/**
 * Makes an edit of the user's files in one step that can be undone, and keeps their former texts.
 * @throws ToolwrightError `text-changed` where somebody has typed since, `name-taken`, `backup-failed`, `edit-refused`;
 * nothing is changed then
 */
export async function applyEdit(backups: Backups, { edit, label, files, moves = [] }: LabelledEdit): Promise<void> {
  const backup = await backups.keep(label, files, moves);
  try {
    await assertApplicable(files, moves);
    // VS Code itself refuses an edit of a text that changes from here on.
    if (await vscode.workspace.applyEdit(edit)) return;
    throw new ToolwrightError('edit-refused', l10n.t('VS Code could not make the change'), {
      hint: l10n.t('Nothing was changed. See whether the files can be written, and try again.'),
    });
  } catch (error) {
    await backups.drop(backup);
    throw error;
  }
}

/** Makes all changes as one edit. @throws ToolwrightError as {@link applyEdit} */
export async function applyChanges(
  backups: Backups,
  changes: readonly FileChange[],
  label: string,
  moves: readonly FileMove[] = [],
): Promise<void> {
  await assertApplicable(changes, moves);
  await applyEdit(backups, { edit: editOf(changes, moves, label), label, files: changes, moves });
}

/** What takes the place of a file that moves away is made where one is, and a file moves to where one is deleted. */
async function assertApplicable(
  files: readonly (LabelledEdit['files'][number] & Partial<FileChange>)[],
  moves: readonly FileMove[],
): Promise<void> {
  const leaving = new Set(moves.map(({ from }) => from.toString()));
  await assertUnchanged(files.filter(({ uri }) => !leaving.has(uri.toString())));
  await assertMovable(
    moves,
    files.filter(isDeletion).map(({ uri }) => uri),
  );
}

function isDeletion(file: Partial<FileChange>): boolean {
  return 'after' in file && file.after === undefined;
}

function editOf(changes: readonly FileChange[], moves: readonly FileMove[], label: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const about = { label, needsConfirmation: false };
  const separate = () => {
    if (moves.length > 0) edit.insert(nowhere, new vscode.Position(0, 0), '', about);
  };
  const deletions = changes.filter(isDeletion);
  for (const { uri } of deletions) edit.deleteFile(uri, { ignoreIfNotExists: true }, about);
  if (deletions.length > 0) separate();
  for (const wave of wavesOf(moves)) {
    for (const { from, to } of wave) edit.renameFile(from, to, { overwrite: false, ignoreIfExists: false }, about);
    separate();
  }
  for (const { uri, before, after, replacements } of changes) {
    if (after === undefined) continue;
    if (before === undefined) {
      edit.createFile(uri, { contents: Buffer.from(after), overwrite: false, ignoreIfExists: false }, about);
    } else if (replacements === undefined) {
      edit.replace(uri, wholeRange(before), after, about);
    } else {
      // They may be thousands: with words about each one it takes VS Code twice as long to hand them over.
      edit.set(
        uri,
        replacements.map(({ range, text }) => new vscode.TextEdit(range, text)),
      );
    }
  }
  for (const { to, text } of moves) {
    if (text !== undefined) edit.replace(to, wholeRange(text.before), text.after, about);
  }
  return edit;
}

/**
 * The document of an edit that changes nothing. VS Code makes all operations on files that stand in a row as one: it looks
 * whether all names are free before the first of them, and undoes them from the first to the last, which leads nowhere
 * where one takes a name that another has left. An edit of a text between them ends the row, and nothing else does.
 */
const nowhere = vscode.Uri.parse(`${scheme}:/between-moves`);

function wavesOf(moves: readonly FileMove[]) {
  const waves = moveWaves(moves.map(({ from, to }) => ({ from: from.toString(), to: to.toString() })));
  return waves.map((wave) => wave.map(({ from, to }) => ({ from: vscode.Uri.parse(from), to: vscode.Uri.parse(to) })));
}

function wholeRange(text: string): vscode.Range {
  const lines = text.split(/\r\n|\r|\n/);
  return new vscode.Range(0, 0, lines.length - 1, lines.at(-1)?.length ?? 0);
}
