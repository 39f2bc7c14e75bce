import * as vscode from 'vscode';
import type { FolderGraph } from '../sessions/folderGraph.ts';
import type { WorkspaceGraphs } from '../sessions/workspaceGraphs.ts';
import { watchFolder } from './watchFolder.ts';

/** Keeps every graph up to date with the disk and with the settings that it depends on. */
export function watchGraphs(graphs: WorkspaceGraphs): vscode.Disposable {
  const watchers = new Map<FolderGraph, vscode.Disposable>();
  const watch = (graph: FolderGraph) => watchers.set(graph, watchFolder(graph));
  for (const graph of graphs.all) watch(graph);
  return vscode.Disposable.from(
    graphs.onDidAdd(watch),
    graphs.onDidRemove((graph) => {
      watchers.get(graph)?.dispose();
      watchers.delete(graph);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      for (const graph of graphs.all) {
        const { uri } = graph.folder;
        const matters = ['toolwright.graph.exclude', 'toolwright.rules.baseline'];
        if (matters.some((name) => event.affectsConfiguration(name, uri))) graphs.reopen(graph);
      }
    }),
    {
      dispose: () => {
        for (const watcher of watchers.values()) watcher.dispose();
      },
    },
  );
}
