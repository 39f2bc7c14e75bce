import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { Backups } from './backups.ts';
import { assertUnchanged, type FileChange } from './fileChange.ts';

/** An edit, and what it is made for. */
export interface LabelledEdit {
  readonly edit: vscode.WorkspaceEdit;
  /** What the user reads in the list of backups. */
  readonly label: string;
  /** The files that it touches, as they were when it was made. */
  readonly files: readonly Pick<FileChange, 'uri' | 'path' | 'before'>[];
}

/**
 * Makes an edit of the user's files in one step that can be undone, and keeps their former texts.
 * @throws ToolwrightError `text-changed` where somebody has typed since, `backup-failed`, `edit-refused`; nothing is
 * changed then
 */
export async function applyEdit(backups: Backups, { edit, label, files }: LabelledEdit): Promise<void> {
  const backup = await backups.keep(label, files);
  try {
    await assertUnchanged(files);
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
export async function applyChanges(backups: Backups, changes: readonly FileChange[], label: string): Promise<void> {
  await assertUnchanged(changes);
  await applyEdit(backups, { edit: editOf(changes, label), label, files: changes });
}

function editOf(changes: readonly FileChange[], label: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const about = { label, needsConfirmation: false };
  for (const { uri, before, after, replacements } of changes) {
    if (after === undefined) {
      edit.deleteFile(uri, { ignoreIfNotExists: true }, about);
    } else if (before === undefined) {
      edit.createFile(uri, { contents: Buffer.from(after), overwrite: false, ignoreIfExists: false }, about);
    } else {
      const parts = replacements ?? [{ range: wholeRange(before), text: after }];
      for (const { range, text } of parts) edit.replace(uri, range, text, about);
    }
  }
  return edit;
}

function wholeRange(text: string): vscode.Range {
  const lines = text.split(/\r\n|\r|\n/);
  return new vscode.Range(0, 0, lines.length - 1, lines.at(-1)?.length ?? 0);
}
