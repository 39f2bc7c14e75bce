import '../ui/language.ts';
import '../ui/banner.css';
import '../ui/base.css';
import './main.css';
import './overview/overview.css';
import './full/fullGraph.css';
import * as l10n from '@vscode/l10n';
import type { FromGraphPanel, ToGraphPanel } from '#protocol';
import { h } from '../ui/h.ts';
import { connectHost } from '../ui/host.ts';
import { createStore } from '../ui/store.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { createGraphBanner } from './banner.ts';
import { createEmptyState } from './emptyState.ts';
import { createFullGraph } from './full/fullGraph.ts';
import { receive } from './messages.ts';
import { createOverview } from './overview/overview.ts';
import { keepSaved, type Saved } from './saved.ts';
import { initialState, type PanelState } from './state.ts';

registerToolkit();
const host = connectHost<ToGraphPanel, FromGraphPanel, Saved>();
const loaded = host.load();
const saved = loaded?.version === 1 ? loaded : undefined;
// In a small panel the legend would hide the graph.
const store = createStore<PanelState>(initialState(saved?.choices ?? { legend: window.innerWidth >= 1200 }));

const fullGraph = createFullGraph({
  store,
  post: host.post,
  saved: saved ?? {},
  onDrawing: () => saveLater(),
});
const saveLater = keepSaved(store, host.save, fullGraph.saved);
const panels = h(
  'vscode-panels',
  { 'aria-label': l10n.t('Dependency Graph'), activeid: `tab-${store.get().tab}` },
  h('vscode-panel-tab', { id: 'tab-overview' }, l10n.t('Overview')),
  h('vscode-panel-tab', { id: 'tab-graph' }, l10n.t('Full graph')),
  h('vscode-panel-view', { id: 'view-overview' }, createOverview(store, host.post)),
  h('vscode-panel-view', { id: 'view-graph' }, fullGraph.element),
);
panels.addEventListener('change', () => {
  store.set({ tab: panels.activeid === 'tab-graph' ? 'graph' : 'overview' });
});
document
  .querySelector('#app')
  ?.replaceChildren(createGraphBanner(store, host.post), panels, createEmptyState(store, host.post));

host.listen((message) => receive(store, message));
host.post({ type: 'ready' });
if (store.get().folder !== '') host.post({ type: 'open-overview', folder: store.get().folder });
store.watch(
  (state) => state.tab,
  (tab) => {
    panels.activeid = `tab-${tab}`;
    // The whole graph is large: it is asked for when it is first looked at.
    if (tab === 'graph' && store.get().model === undefined) host.post({ type: 'open-graph' });
  },
);
