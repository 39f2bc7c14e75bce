import * as l10n from '@vscode/l10n';
import { h, icon } from '../ui/h.ts';
import type { Post, RolloutsStore } from './state.ts';

/** Where nothing can be rolled out yet: what a rollout is, and how to begin. */
export function createEmptyState(store: RolloutsStore, post: Post): HTMLElement {
  const element = h(
    'div',
    { class: 'empty' },
    icon('rocket'),
    h('h2', {}, l10n.t('Nothing is rolled out yet')),
    h(
      'p',
      {},
      l10n.t(
        'A rollout brings a new version of a capability to its users step by step: to a few of them first, in the end to all. At each step it is compared with the version in use. It goes on when it is shown that it does no harm, and is taken back when it does.',
      ),
    ),
    h(
      'p',
      {},
      l10n.t('To begin, verify a capability and approve it where that is asked for. Then start its rollout here.'),
    ),
    h(
      'vscode-button',
      { appearance: 'primary', on: { click: () => post({ type: 'start-another' }) } },
      icon('play', 'start'),
      h('div', {}, l10n.t('Start Rollout…')),
    ),
  );
  store.watch(
    ({ items }) => items?.length,
    (amount) => {
      element.hidden = amount !== 0;
    },
  );
  return element;
}
