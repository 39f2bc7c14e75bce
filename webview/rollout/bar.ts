import * as l10n from '@vscode/l10n';
import { h, icon, setAttribute } from '../ui/h.ts';
import type { Post, RolloutsStore } from './state.ts';

/** Above all: what concerns every rollout, and the way to the report of the one that is shown. */
export function createBar(store: RolloutsStore, post: Post): HTMLElement {
  const report = button('preview', l10n.t('Open Report'), () => {
    const { folder, status } = store.get();
    if (status !== undefined) post({ type: 'open-report', folder, name: status.name });
  });
  const isAnyOn = () => store.get().items?.some(({ state }) => state === 'running' || state === 'paused') === true;
  const stop = button('stop-circle', l10n.t('Stop All…'), () => {
    if (isAnyOn()) post({ type: 'stop-all' });
  });
  stop.classList.add('stop-all');
  const element = h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Rollouts') },
    button('play', l10n.t('Start Rollout…'), () => post({ type: 'start-another' })),
    button('law', l10n.t('Open Policy'), () => post({ type: 'open-policy' })),
    report,
    h('span', { class: 'spacer' }),
    stop,
  );
  store.watch(
    ({ items, status }) => [items, status?.inFolder === undefined],
    () => {
      const { items = [], status } = store.get();
      element.hidden = items.length === 0;
      // It is of what is in the folder.
      report.hidden = status?.inFolder === undefined;
      // It keeps the focus when there is nothing left to stop.
      setAttribute(stop, 'aria-disabled', String(!isAnyOn()));
      setAttribute(stop, 'title', isAnyOn() ? undefined : l10n.t('No rollout is under way'));
    },
  );
  return element;
}

function button(name: string, words: string, click: () => void) {
  return h('vscode-button', { appearance: 'secondary', on: { click } }, icon(name, 'start'), h('div', {}, words));
}
