import * as vscode from 'vscode';

/** The text of a document as it is on the disk, which is what the graph was made of. */
export async function savedText(document: vscode.TextDocument): Promise<string> {
  return document.isDirty ? textOnDisk(document.uri) : document.getText();
}

/** A file as the graph reads it: UTF-8 without byte order mark, its line ends as they are. A document evens these out. */
export async function textOnDisk(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
