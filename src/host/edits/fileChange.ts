import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { exists } from '../files/exists.ts';

/** What becomes of one file of the user's. */
export interface FileChange {
  readonly uri: vscode.Uri;
  /** Shown to people. */
  readonly path: string;
  /** The text that the change is made for; undefined for a file that is to be made. */
  readonly before: string | undefined;
  /** Undefined for a file that is to be deleted. */
  readonly after: string | undefined;
  /** The parts that become others; all of the text where they are left out. */
  readonly replacements?: readonly { readonly range: vscode.Range; readonly text: string }[];
}

/** A file of the user's that gets another name. */
export interface FileMove {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
  /** Shown to people. */
  readonly fromPath: string;
  readonly toPath: string;
  /** Its text, where that becomes another with the name. */
  readonly text?: { readonly before: string; readonly after: string };
}

/** The text of a file as the editor has it, unsaved or not; undefined where there is no such file. */
export async function textNow(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString() && !one.isClosed);
  if (open !== undefined) return open.getText();
  // A document that was never saved is gone when it is closed.
  if (uri.scheme === 'untitled' || !(await exists(uri))) return undefined;
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

/** @throws ToolwrightError `text-changed` where a file is no longer what a change was made for */
export async function assertUnchanged(changes: readonly Pick<FileChange, 'uri' | 'path' | 'before'>[]): Promise<void> {
  for (const { uri, path, before } of changes) {
    const now = await textNow(uri);
    if (now === before) continue;
    throw changed(whatHappened(path, before, now));
  }
}

/**
 * @throws ToolwrightError `text-changed` where a file that is to be moved is gone or has another text, `name-taken` where
 * something is called as it is to be called, and is neither to be moved itself nor to be deleted
 */
export async function assertMovable(moves: readonly FileMove[], deleted: readonly vscode.Uri[] = []): Promise<void> {
  const leaving = new Set([...moves.map(({ from }) => from), ...deleted].map((uri) => uri.toString().toLowerCase()));
  for (const { from, to, fromPath, toPath, text } of moves) {
    if (!(await exists(from))) throw changed(whatHappened(fromPath, '', undefined));
    if (text !== undefined) await assertUnchanged([{ uri: from, path: fromPath, before: text.before }]);
    if (leaving.has(to.toString().toLowerCase()) || !(await exists(to))) continue;
    throw new ToolwrightError(
      'name-taken',
      l10n.t('{0} cannot be moved to {1}: there is one already', fromPath, toPath),
      {
        hint: l10n.t('Nothing was changed: a move overwrites nothing. Move or delete that one first, and ask again.'),
      },
    );
  }
}

function changed(message: string): ToolwrightError {
  return new ToolwrightError('text-changed', message, {
    hint: l10n.t('Nothing was changed. Look at the file, and ask again.'),
  });
}

function whatHappened(path: string, before: string | undefined, now: string | undefined): string {
  if (now === undefined) return l10n.t('{0} is gone since the change was proposed', path);
  if (before === undefined) return l10n.t('{0} was made by somebody else since the change was proposed', path);
  return l10n.t('{0} was changed by somebody else since the change was proposed', path);
}
