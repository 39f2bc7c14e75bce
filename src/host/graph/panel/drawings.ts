import type { ToGraphPanel } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { folderViewOf } from '../../sessions/questions.ts';

/** The overview for the present state of the graph. A folder that is gone shows the top instead. */
export async function overviewOf(graph: FolderGraph, folder: string): Promise<ToGraphPanel> {
  const view = await folderViewOf(graph, folder).catch((error) => {
    if (folder === '') throw error;
    return folderViewOf(graph, '');
  });
  return { type: 'overview', revision: graph.summary?.revision ?? 0, view };
}

/** The first level from the top with something to see: a lone folder among unconnected files is gone into. */
export async function startFolder(graph: FolderGraph): Promise<string> {
  for (let folder = ''; ; ) {
    const { nodes, edges } = await folderViewOf(graph, folder);
    const [only, another] = nodes.filter((node) => node.kind === 'folder');
    if (only === undefined || another !== undefined || edges.length > 0) return folder;
    folder = only.path;
  }
}

/** The whole graph in its present state. */
export async function wholeOf(graph: FolderGraph): Promise<ToGraphPanel> {
  await graph.ready();
  return { type: 'graph', graph: await graph.answers.once('drawable', (session) => session.drawable()) };
}
