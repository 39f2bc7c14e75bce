import type { ToGraphPanel } from '#protocol';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { folderOf } from '../../sessions/questions.ts';

/** What the panel draws. */
export type Drawing = { readonly kind: 'overview'; readonly folder: string } | { readonly kind: 'graph' };

/** The whole content of the panel for the present state of the graph. A folder that is gone shows the top instead. */
export async function drawingOf(graph: FolderGraph, drawing: Drawing): Promise<ToGraphPanel> {
  await graph.ready();
  if (drawing.kind === 'graph') {
    return { type: 'graph', graph: await graph.answers.once('drawable', (session) => session.drawable()) };
  }
  const view = await folderOf(graph, drawing.folder).catch((error) => {
    if (drawing.folder === '') throw error;
    return folderOf(graph, '');
  });
  return { type: 'overview', revision: graph.summary?.revision ?? 0, view };
}
