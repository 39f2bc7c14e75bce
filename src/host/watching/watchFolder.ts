import * as vscode from 'vscode';
import type { FileEvent } from '#protocol';
import { listFolder } from '../files/listFolder.ts';
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
    if (relevance === 'file' || (relevance === 'perhaps-folder' && type === 'deleted')) coalescer.add({ type, path });
    else if (relevance === 'perhaps-folder' && type === 'created') void tellFolder(uri);
  };
  const tellFolder = async (uri: vscode.Uri) => {
    for (const file of await listFolder(uri, (inner) => relevanceOf(graph.pathOf(inner) ?? '') !== 'none')) {
      const path = graph.pathOf(file);
      if (path !== undefined && relevanceOf(path) === 'file') coalescer.add({ type: 'created', path });
    }
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
