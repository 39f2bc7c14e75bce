import type { ToGraphPanel } from '#protocol';
import { graphModel } from './model/graphModel.ts';
import { impactHighlight } from './model/highlight.ts';
import type { PanelState, PanelStore } from './state.ts';

/** Brings a message of the host into the state. */
export function receive(store: PanelStore, message: ToGraphPanel): void {
  const patch = patchFor(store.get(), message);
  if (patch) store.set(patch);
}

/**
 * Data may come in any order: what a message selects or highlights stays in the state by path until the graph that it
 * is about is there.
 */
function patchFor(state: PanelState, message: ToGraphPanel): Partial<PanelState> | undefined {
  switch (message.type) {
    case 'overview':
      return { overview: message.view, folder: message.view.folder, failure: undefined };
    case 'graph':
      return { model: graphModel(message.graph), failure: undefined };
    case 'focus':
      return { tab: 'graph', selected: message.path, highlight: undefined, scope: 1 };
    case 'active-editor':
      // Most files that people look at besides code are not in the graph: the selection stays.
      return state.follow && state.model?.idOf.has(message.path) !== false ? { selected: message.path } : undefined;
    case 'impact':
      return {
        tab: 'graph',
        highlight: impactHighlight(message.report),
        selected: message.report.subject.path,
        scope: 'all',
      };
    case 'path':
      return {
        tab: 'graph',
        highlight: { kind: 'path', paths: message.paths },
        selected: message.paths[0],
        scope: 'all',
      };
    case 'busy':
      return { busy: message.step };
    case 'failed':
      return {
        busy: undefined,
        failure: { message: message.message, ...(message.hint !== undefined && { hint: message.hint }) },
      };
  }
}
