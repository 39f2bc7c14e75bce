import { type DrawableGraph, type FromGraphPanel, fromGraphPanelSchema, type ToGraphPanel } from '#protocol';
import { folderView, impactOf } from './answers.ts';
import { type OpenOptions, openPanel, type PanelPage, type Tab } from './panelPage.ts';
import type { PanelServer } from './server.ts';

/** A graph panel in a browser, with a host that answers as the extension's does. */
export interface GraphPanelPage extends PanelPage<ToGraphPanel, FromGraphPanel> {
  /** Replaces the graph, as after a change on disk, and tells the panel. */
  change(graph: DrawableGraph): Promise<void>;
}

/** Opens the panel on a graph. */
export async function openGraphPanel(
  tab: Tab,
  server: PanelServer,
  graph: DrawableGraph,
  options: OpenOptions = {},
): Promise<GraphPanelPage> {
  let present = graph;
  const panel = await openPanel<ToGraphPanel, typeof fromGraphPanelSchema>(
    tab,
    server,
    'graph',
    fromGraphPanelSchema,
    async (message, send) => {
      const overview = (folder: string) =>
        send({ type: 'overview', revision: present.revision, view: folderView(present, folder) });
      if (message.type === 'ready') await overview('');
      if (message.type === 'open-overview') await overview(message.folder);
      if (message.type === 'open-graph') await send({ type: 'graph', graph: present });
      if (message.type === 'show-impact') await send({ type: 'impact', report: impactOf(present, message.path) });
    },
    options,
  );
  return {
    ...panel,
    async change(next) {
      present = next;
      await panel.send({ type: 'graph', graph: next });
    },
  };
}
