import * as vscode from 'vscode';
import type { FileEvent } from '#protocol';
import type { FolderGraph } from '../sessions/folderGraph.ts';
import { Coalescer } from './coalescer.ts';
import { relevanceOf } from './relevance.ts';

/**
 * Keeps one folder's graph up to date with the disk. Saves, renames and deletions made in the editor are taken from
 * the editor's own events, which come sooner than those of the file system; the same event twice does no harm.
 */
export function watchFolder(graph: FolderGraph): vscode.Disposable {
  const coalescer = new Coalescer((events) => graph.change(events));
  const tell = (type: FileEvent['type'], uri: vscode.Uri) => {
    const path = graph.pathOf(uri);
    if (path === undefined) return;
    const relevance = relevanceOf(path);
    // A folder that comes or goes is one event: the engine looks what is in it.
    if (relevance === 'file' || (relevance === 'perhaps-folder' && type !== 'changed')) coalescer.add({ type, path });
  };

  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(graph.folder, '**/*'));
  return vscode.Disposable.from(
    watcher,
    coalescer,
    watcher.onDidCreate((uri) => tell('created', uri)),
    watcher.onDidChange((uri) => tell('changed', uri)),
    watcher.onDidDelete((uri) => tell('deleted', uri)),
    vscode.workspace.onDidSaveTextDocument((document) => tell('changed', document.uri)),
    vscode.workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) tell('deleted', uri);
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) {
        tell('deleted', oldUri);
        tell('created', newUri);
      }
    }),
  );
}
