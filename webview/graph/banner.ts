import * as l10n from '@vscode/l10n';
import type { FromGraphPanel } from '#protocol';
import { h, icon } from '../ui/h.ts';
import type { PanelStore } from './state.ts';

/** Above both views: what is going on, and what went wrong with what to do about it. */
export function createBanner(store: PanelStore, post: (message: FromGraphPanel) => void): HTMLElement {
  const busy = h('div', { class: 'busy', role: 'status' });
  const failure = h('div', { class: 'failure', role: 'alert' });
  store.watch(
    (state) => state.busy,
    (step) => {
      busy.hidden = step === undefined;
      busy.replaceChildren(h('vscode-progress-ring', { 'aria-hidden': 'true' }), step ?? '');
    },
  );
  store.watch(
    (state) => state.failure,
    (failed) => {
      failure.hidden = failed === undefined;
      if (failed === undefined) return failure.replaceChildren();
      failure.replaceChildren(
        icon('error'),
        h(
          'div',
          { class: 'words' },
          h('strong', {}, failed.message),
          failed.hint === undefined ? undefined : h('span', {}, failed.hint),
        ),
        h('vscode-button', { appearance: 'secondary', on: { click: () => analyse() } }, l10n.t('Analyse Again')),
        h(
          'vscode-button',
          {
            appearance: 'icon',
            'aria-label': l10n.t('Dismiss'),
            title: l10n.t('Dismiss'),
            on: { click: () => store.set({ failure: undefined }) },
          },
          icon('close'),
        ),
      );
    },
  );
  return h('div', { class: 'banner' }, busy, failure);

  function analyse(): void {
    store.set({ failure: undefined });
    post({ type: 'analyse' });
  }
}
