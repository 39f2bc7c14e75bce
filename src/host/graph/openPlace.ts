import * as vscode from 'vscode';

/** Opens a file at a 1-based line, and puts the line in the middle. */
export async function openPlace(uri: vscode.Uri, line?: number, viewColumn?: vscode.ViewColumn): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {
    ...(line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) }),
    ...(viewColumn === undefined ? {} : { viewColumn }),
  };
  await vscode.commands.executeCommand('vscode.open', uri, options);
}
