import * as vscode from 'vscode';
import { writeAtomically } from '../files/writeAtomically.ts';
import { assertUnchanged, type FileChange, textNow } from './fileChange.ts';
import type { Edits } from './ports.ts';

/** A folder of the workspace in which a file can be. */
interface Folder {
  uriOf(path: string): vscode.Uri;
}

/**
 * Shows what a file would be, beside what it is, and writes it when the user agrees; its former text is kept.
 * @param path in the folder, told to the user in full
 * @param title what the text comes from
 * @param warning what else is to be known before that is decided
 */
export async function proposeFile(
  { proposals, backups }: Edits,
  folder: Folder,
  {
    path,
    text,
    title,
    warning,
  }: { readonly path: string; readonly text: string; readonly title: string; readonly warning?: string | undefined },
): Promise<void> {
  const uri = folder.uriOf(path);
  const change: FileChange = { uri, path, before: await textNow(uri), after: text };
  if (warning !== undefined) void vscode.window.showWarningMessage(warning);
  if ((await proposals.ask([change], { title })) !== 'apply') return;
  await assertUnchanged([change]);
  const backup = await backups.keep(title, [change]);
  try {
    await writeAtomically(uri, Buffer.from(text));
  } catch (error) {
    await backups.drop(backup);
    throw error;
  }
  await vscode.window.showTextDocument(uri);
}
