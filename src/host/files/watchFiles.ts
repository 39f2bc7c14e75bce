import * as vscode from 'vscode';

/** Calls back for every file that comes, changes or goes below a folder. @param patterns globs, relative to the folder */
export function watchFiles(
  folder: vscode.Uri | vscode.WorkspaceFolder,
  patterns: readonly string[],
  changed: (uri: vscode.Uri) => void,
): vscode.Disposable {
  const watchers = patterns.map((pattern) =>
    vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern)),
  );
  return vscode.Disposable.from(
    ...watchers.flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
    ]),
  );
}
