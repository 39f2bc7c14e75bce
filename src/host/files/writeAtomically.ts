import * as vscode from 'vscode';
import { writeAtomicallyBeside } from '#engine';

/**
 * Writes a file whole or not at all, making its folder: on a disk by a temporary file and the system's rename, for
 * `workspace.fs.rename` takes the old file away before it puts the new one there. Elsewhere as the file system does it.
 * What is there and is no regular file (a pipe, a device) is written to as it is: a rename would put a file in its place.
 */
export async function writeAtomically(target: vscode.Uri, content: Uint8Array): Promise<void> {
  if (target.scheme !== 'file' || (await isSpecial(target))) {
    await vscode.workspace.fs.writeFile(target, content);
    return;
  }
  await writeAtomicallyBeside(target.fsPath, content);
}

/** Neither a file nor a folder, behind a symbolic link too: VS Code has no name for it. */
async function isSpecial(target: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(target).then(
    ({ type }) => (type & (vscode.FileType.File | vscode.FileType.Directory)) === 0,
    () => false,
  );
}
