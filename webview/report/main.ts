import '../ui/language.ts';
import '../ui/base.css';
import '../ui/banner.css';
import '../ui/page.css';
import '../ui/head.css';
import './main.css';
import './head/head.css';
import './levels/levels.css';
import './findings/findings.css';
import './runs/runs.css';
import type { FromReportPanel, ToReportPanel } from '#protocol';
import { createBanner } from '../ui/banner.ts';
import { h } from '../ui/h.ts';
import { connectHost } from '../ui/host.ts';
import { createStore } from '../ui/store.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { createEmptyState } from './emptyState.ts';
import { createFindings } from './findings/findings.ts';
import { createHead } from './head/head.ts';
import { createLevels } from './levels/levels.ts';
import { receive } from './messages.ts';
import { createHistory } from './more/history.ts';
import { createMutation } from './more/mutation.ts';
import { createSandbox } from './more/sandbox.ts';
import { createDecision } from './risk/decision.ts';
import { createRisk } from './risk/risk.ts';
import { createRuns } from './runs/runs.ts';
import { keepSaved, readSaved } from './saved.ts';
import { initialState, type ReportState, type Saved } from './state.ts';

registerToolkit();
const host = connectHost<ToReportPanel, FromReportPanel, Saved>();
const saved = readSaved(host.load());
const store = createStore<ReportState>(initialState(saved));
const { post } = host;

const banner = createBanner(() => store.set({ failure: undefined }));
store.watch(({ busy }) => busy, banner.showBusy);
store.watch(({ failure }) => failure, banner.showFailure);
const page = h(
  'main',
  { class: 'page report' },
  createHead(store, post),
  createEmptyState(store, post),
  h(
    'div',
    { class: 'beside' },
    createLevels(store),
    h('div', { class: 'below' }, createDecision(store), createRisk(store)),
  ),
  createFindings(store, post),
  createRuns(store, post),
  createMutation(store, post),
  createSandbox(store),
  createHistory(store, post),
);
document.querySelector('#app')?.replaceChildren(banner.element, page);

keepSaved(store, page, saved, host.save);
host.listen((message) => receive(store, message));
post({ type: 'ready' });
