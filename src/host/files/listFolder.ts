import * as vscode from 'vscode';

/**
 * All files below a folder, without following symbolic links. Empty for a file, and for what is gone by now.
 * @param enter whether to go into a folder or take a file
 */
export async function listFolder(folder: vscode.Uri, enter: (uri: vscode.Uri) => boolean): Promise<vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const files: vscode.Uri[] = [];
  for (const [name, type] of entries) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (!enter(uri)) continue;
    if (type === vscode.FileType.File) files.push(uri);
    else if (type === vscode.FileType.Directory) files.push(...(await listFolder(uri, enter)));
  }
  return files;
}
