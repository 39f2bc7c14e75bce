import * as vscode from 'vscode';

/** Writes a file so that nobody ever sees half of it: into a file beside it, then in its place. */
export async function writeAtomically(target: vscode.Uri, content: Uint8Array): Promise<void> {
  const beside = target.with({ path: `${target.path}.${process.pid}.tmp` });
  try {
    await vscode.workspace.fs.writeFile(beside, content);
    await vscode.workspace.fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await vscode.workspace.fs.delete(beside).then(undefined, () => undefined);
    throw error;
  }
}
