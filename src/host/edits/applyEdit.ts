import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { moveWaves } from '#protocol';
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

/** What takes the place of a file that moves away is made where one is. */
async function assertApplicable(files: LabelledEdit['files'], moves: readonly FileMove[]): Promise<void> {
  const leaving = new Set(moves.map(({ from }) => from.toString()));
  await assertUnchanged(files.filter(({ uri }) => !leaving.has(uri.toString())));
  await assertMovable(moves);
}

function editOf(changes: readonly FileChange[], moves: readonly FileMove[], label: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const about = { label, needsConfirmation: false };
  addMoves(edit, moves, about);
  for (const { uri, before, after, replacements } of changes) {
    if (after === undefined) {
      edit.deleteFile(uri, { ignoreIfNotExists: true }, about);
    } else if (before === undefined) {
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

/** First of all: what is written is written under the new names. */
function addMoves(
  edit: vscode.WorkspaceEdit,
  moves: readonly FileMove[],
  about: vscode.WorkspaceEditEntryMetadata,
): void {
  const waves = moveWaves(moves.map(({ from, to }) => ({ from: from.toString(), to: to.toString() })));
  for (const [at, wave] of waves.entries()) {
    for (const { from, to } of wave) {
      const [source, target] = [vscode.Uri.parse(from), vscode.Uri.parse(to)];
      // VS Code looks whether all names are free before it makes the first of several moves in a row. What comes after
      // a deletion, here of nothing, is no longer in that row.
      if (at > 0 && wave[0]?.from === from) {
        edit.deleteFile(vscode.Uri.parse(`${to}.toolwright-none`), { ignoreIfNotExists: true }, about);
      }
      edit.renameFile(source, target, { overwrite: false, ignoreIfExists: false }, about);
    }
  }
}

function wholeRange(text: string): vscode.Range {
  const lines = text.split(/\r\n|\r|\n/);
  return new vscode.Range(0, 0, lines.length - 1, lines.at(-1)?.length ?? 0);
}
