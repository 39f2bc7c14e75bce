import * as l10n from '@vscode/l10n';
import type { FromGraphPanel } from '#protocol';
import { h, icon } from '../ui/h.ts';
import type { PanelStore } from './state.ts';

/** Instead of the views when the workspace has nothing to draw. */
export function createEmptyState(store: PanelStore, post: (message: FromGraphPanel) => void): HTMLElement {
  const element = h(
    'div',
    { class: 'empty' },
    icon('type-hierarchy'),
    h('h2', {}, l10n.t('Nothing to draw yet')),
    h(
      'p',
      {},
      l10n.t(
        'This workspace has no JavaScript or TypeScript files, or all of them are ignored. Add one, or check the files that .gitignore and the setting “toolwright.graph.exclude” leave out; the graph follows by itself.',
      ),
    ),
    h('vscode-button', { on: { click: () => post({ type: 'analyse' }) } }, l10n.t('Analyse Again')),
  );
  store.watch(
    ({ overview, model, busy }) =>
      busy === undefined && noFiles(overview?.folder, overview?.nodes.length, model?.paths.length),
    (empty) => {
      element.hidden = !empty;
    },
  );
  return element;
}

function noFiles(folder: string | undefined, entries: number | undefined, files: number | undefined): boolean {
  return files === 0 || (folder === '' && entries === 0);
}
