import '../ui/language.ts';
import 'uplot/dist/uPlot.min.css';
import '../ui/base.css';
import '../ui/banner.css';
import '../ui/page.css';
import '../ui/head.css';
import '../ui/plot/plot.css';
import './main.css';
import type { FromBenchmarkPanel, ToBenchmarkPanel } from '#protocol';
import { createBanner } from '../ui/banner.ts';
import { h } from '../ui/h.ts';
import { connectHost } from '../ui/host.ts';
import { createStore } from '../ui/store.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { createBar } from './bar.ts';
import { createComparison } from './comparison/comparison.ts';
import { createComparisonsOf } from './comparison/history.ts';
import { createEmptyState } from './emptyState.ts';
import { createHead } from './head/head.ts';
import { createDistribution } from './latency/distribution.ts';
import { createHistory } from './latency/history.ts';
import { createPercentiles } from './latency/percentiles.ts';
import { createLoad } from './load/load.ts';
import { receive } from './messages.ts';
import { createResources } from './resources/resources.ts';
import { type BenchmarkState, initialState, type Saved } from './state.ts';

registerToolkit();
const host = connectHost<ToBenchmarkPanel, FromBenchmarkPanel, Saved>();
const store = createStore<BenchmarkState>(initialState);
const { post } = host;

const banner = createBanner(() => store.set({ failure: undefined }));
store.watch(({ busy }) => busy?.step, banner.showBusy);
store.watch(({ failure }) => failure, banner.showFailure);
const benchmark = h(
  'article',
  { class: 'benchmark' },
  createHead(store),
  h('div', { class: 'beside' }, createDistribution(store), createPercentiles(store)),
  createLoad(store),
  createResources(store),
  createHistory(store, post),
  createComparisonsOf(store, post),
);
const page = h('main', { class: 'page' }, createEmptyState(store, post), benchmark, createComparison(store, post));
document.querySelector('#app')?.replaceChildren(createBar(store, post), banner.element, page);
store.watch(
  (state) => state.benchmark,
  (shown) => {
    benchmark.hidden = shown?.report === undefined;
    if (shown !== undefined) host.save({ version: 1, shown: { folder: shown.folder, name: shown.name } });
  },
);
store.watch(
  (state) => state.comparison,
  (shown) => {
    if (shown !== undefined) host.save({ version: 1, shown: { folder: shown.folder, names: shown.names } });
  },
);
// Another one is looked at from its top.
store.watch(
  (state) => [
    state.benchmark?.folder,
    state.benchmark?.name,
    state.benchmark?.report?.at,
    state.comparison?.report?.at,
  ],
  () => page.scrollTo({ top: 0 }),
);

host.listen((message) => receive(store, message));
post({ type: 'ready' });
