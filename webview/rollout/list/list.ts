import * as l10n from '@vscode/l10n';
import type { RolloutItem } from '#protocol';
import { h, setAttribute } from '../../ui/h.ts';
import { stateSign } from '../signs.ts';
import type { Post, RolloutsStore } from '../state.ts';
import { stateWords, usersWords } from '../words.ts';

/** A row of the list, which stays the same element for as long as its rollout is there: it may have the focus. */
interface Row {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  drawn: RolloutItem | undefined;
}

/** All rollouts, where there are several; a click shows one of them whole. */
export function createList(store: RolloutsStore, post: Post): HTMLElement {
  const list = h('ul', {});
  const element = h('nav', { class: 'rollout-list', 'aria-label': l10n.t('All rollouts') }, list);
  const rows = new Map<string, Row>();
  store.watch(
    ({ items, folder, status }) => [items, folder, status?.name],
    () => {
      const { items = [], folder, status } = store.get();
      element.hidden = items.length < 2;
      const keys = items.map(keyOf);
      for (const [key, { element: old }] of rows) {
        if (keys.includes(key)) continue;
        old.remove();
        rows.delete(key);
      }
      // A row that changes its place would lose the focus.
      const focused = [...rows.values()].find(({ button }) => button === document.activeElement)?.button;
      for (const [at, item] of items.entries()) {
        const row = rows.get(keyOf(item)) ?? makeRow(item, post);
        rows.set(keyOf(item), row);
        if (row.drawn !== item) row.button.replaceChildren(...content(item));
        row.drawn = item;
        const isShown = item.folder === folder && item.name === status?.name;
        setAttribute(row.button, 'aria-current', isShown ? 'true' : undefined);
        if (list.children[at] !== row.element) list.insertBefore(row.element, list.children[at] ?? null);
      }
      if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
    },
  );
  return element;
}

function makeRow({ folder, name }: RolloutItem, post: Post): Row {
  const button = h('button', { type: 'button', on: { click: () => post({ type: 'show', folder, name }) } });
  return { element: h('li', {}, button), button, drawn: undefined };
}

function content({ name, folderName, state, stage, words, isAlert, ...users }: RolloutItem): HTMLElement[] {
  const isOn = state === 'running' || state === 'paused';
  // A flag that no rollout has left is in no stage.
  const where = isOn ? [stage, usersWords(users)].filter((one) => one !== '') : [];
  return [
    stateSign(state),
    h(
      'span',
      { class: 'row-words', title: words },
      h('span', { class: 'row-name' }, h('bdi', {}, name), folderName === undefined ? '' : ` (${folderName})`),
      h('span', { class: 'row-state' }, [stateWords(state), ...where].join(' · ')),
      ...(isAlert ? [h('span', { class: 'badge' }, l10n.t('new'))] : []),
    ),
  ];
}

function keyOf({ folder, name }: RolloutItem): string {
  return JSON.stringify([folder, name]);
}
