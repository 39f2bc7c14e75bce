import * as vscode from 'vscode';

/** Path of a file of a workspace folder, relative to it, with `/`; undefined for what lies elsewhere. */
export function pathWithin(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string | undefined {
  const root = folder.uri.path.replace(/\/$/, '');
  return uri.scheme === folder.uri.scheme && uri.path.startsWith(`${root}/`)
    ? uri.path.slice(root.length + 1)
    : undefined;
}

/** The file at a path that is relative to a workspace folder. */
export function uriWithin(folder: vscode.WorkspaceFolder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, path);
}
