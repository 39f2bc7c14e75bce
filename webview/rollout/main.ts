import '../ui/language.ts';
import 'uplot/dist/uPlot.min.css';
import '../ui/base.css';
import '../ui/banner.css';
import '../ui/page.css';
import '../ui/head.css';
import '../ui/plot/plot.css';
import './main.css';
import './list/list.css';
import './ladder/ladder.css';
import './figures/figures.css';
import type { FromRolloutPanel, ToRolloutPanel } from '#protocol';
import { createBanner } from '../ui/banner.ts';
import { h } from '../ui/h.ts';
import { connectHost } from '../ui/host.ts';
import { createStore } from '../ui/store.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { createBar } from './bar.ts';
import { createCurve } from './curve/curve.ts';
import { createDecision } from './decision/decision.ts';
import { createEmptyState } from './emptyState.ts';
import { createEvidence } from './figures/evidence.ts';
import { createFigures } from './figures/figures.ts';
import { createOpinions, createVerdict } from './figures/opinions.ts';
import { createHead } from './head/head.ts';
import { createLadder } from './ladder/ladder.ts';
import { createList } from './list/list.ts';
import { createLog } from './log/log.ts';
import { receive } from './messages.ts';
import { keepSaved, readSaved } from './saved.ts';
import { initialState, type RolloutsState, type Saved } from './state.ts';

registerToolkit();
const host = connectHost<ToRolloutPanel, FromRolloutPanel, Saved>();
const saved = readSaved(host.load());
const store = createStore<RolloutsState>(initialState);
const { post } = host;

const banner = createBanner(() => store.set({ failure: undefined }));
store.watch(({ busy }) => busy, banner.showBusy);
store.watch(({ failure }) => failure, banner.showFailure);
const rollout = h(
  'article',
  { class: 'rollout' },
  createHead(store, post),
  createLadder(store),
  createDecision(store),
  createVerdict(store),
  h('div', { class: 'beside' }, h('div', {}, createCurve(store), createOpinions(store)), createFigures(store)),
  createEvidence(store),
  createLog(store),
);
const page = h(
  'main',
  { class: 'page rollouts' },
  createEmptyState(store, post),
  h('div', { class: 'columns' }, createList(store, post), rollout),
);
document.querySelector('#app')?.replaceChildren(createBar(store, post), banner.element, page);
store.watch(
  ({ status }) => status === undefined,
  (nothing) => {
    rollout.hidden = nothing;
  },
);
// Another one is looked at from its top.
store.watch(
  ({ folder, status }) => [folder, status?.name],
  () => page.scrollTo({ top: 0 }),
);

keepSaved(store, page, saved, host.save);
host.listen((message) => receive(store, message));
post({ type: 'ready', ...(saved?.shown !== undefined && { shown: saved.shown }) });
