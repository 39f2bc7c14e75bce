import { stat, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import writeFileAtomic from 'write-file-atomic';

/**
 * Writes a file whole or not at all, making its folder: on a disk by a temporary file and the system's rename, for
 * `workspace.fs.rename` takes the old file away before it puts the new one there. Elsewhere as the file system does it.
 * What is there and is no regular file (a pipe, a device) is written to as it is: a rename would put a file in its place.
 */
export async function writeAtomically(target: vscode.Uri, content: Uint8Array): Promise<void> {
  if (target.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(target, content);
    return;
  }
  const present = await stat(target.fsPath).catch(() => undefined);
  if (present && !present.isFile()) {
    await writeFile(target.fsPath, content);
    return;
  }
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, '..'));
  await writeFileAtomic(target.fsPath, Buffer.from(content));
}
