import * as l10n from '@vscode/l10n';
import type { FromGraphPanel } from '#protocol';
import { createBanner } from '../ui/banner.ts';
import { h } from '../ui/h.ts';
import type { PanelStore } from './state.ts';

/** Above both views; a failure can be answered by analysing again. */
export function createGraphBanner(store: PanelStore, post: (message: FromGraphPanel) => void): HTMLElement {
  const dismiss = () => store.set({ failure: undefined });
  const analyse = () => {
    dismiss();
    post({ type: 'analyse' });
  };
  const again = h('vscode-button', { appearance: 'secondary', on: { click: analyse } }, l10n.t('Analyse Again'));
  const banner = createBanner(dismiss, again);
  store.watch(({ busy }) => busy, banner.showBusy);
  store.watch(({ failure }) => failure, banner.showFailure);
  return banner.element;
}
