import * as vscode from 'vscode';

/** The text of a document as it is on the disk, which is what the graph was made of. */
export async function savedText(document: vscode.TextDocument): Promise<string> {
  if (!document.isDirty) return document.getText();
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
}
