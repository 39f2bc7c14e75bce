import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { keys } from './keyboard.ts';

/** A dialog with the keys of the graph. */
export function createKeysHelp(): { readonly element: HTMLElement; open(): void } {
  const dialog = h(
    'dialog',
    { class: 'keys', 'aria-label': l10n.t('Keys of the graph') },
    h('h2', {}, l10n.t('Keys of the graph')),
    h(
      'dl',
      {},
      ...keys().flatMap(([key, meaning]) => [
        h('dt', {}, ...key.split('  ').map((k) => h('kbd', {}, k))),
        h('dd', {}, meaning),
      ]),
    ),
    h('vscode-button', { on: { click: () => dialog.close() } }, l10n.t('Close')),
  );
  return { element: dialog, open: () => dialog.showModal() };
}
