import * as l10n from '@vscode/l10n';
import { folderOf } from '#base';
import { h, icon, setAttribute } from '../../ui/h.ts';
import { files, shortName } from '../../ui/words.ts';
import { type Found, searchPaths } from '../model/search.ts';
import type { PanelStore } from '../state.ts';

const MOST_SHOWN = 12;

/** Finds a file by its path: a combobox, as the ARIA practices describe it. */
export function createSearch(
  store: PanelStore,
  onChoose: (path: string) => void,
): { readonly element: HTMLElement; focus(): void } {
  const list = h('ul', {
    class: 'results',
    role: 'listbox',
    id: 'search-results',
    'aria-label': l10n.t('Files found'),
    hidden: true,
  });
  const note = h('p', { class: 'note', role: 'status' });
  const surface = h('div', { class: 'results-surface', hidden: true }, list, note);
  const field = h(
    'vscode-text-field',
    {
      placeholder: l10n.t('Find a file  ( / )'),
      'aria-label': l10n.t('Find a file by its path'),
      on: { input: search, keydown: onKey, focusin: search },
    },
    icon('search', 'start'),
  );
  const element = h('div', { class: 'search', on: { focusout: onFocusOut } }, field, surface);
  let found: readonly Found[] = [];
  let active = 0;
  return { element, focus: () => field.focus() };

  function search(): void {
    const { found: best, total } = searchPaths(store.get().model?.paths ?? [], field.value, MOST_SHOWN);
    found = best;
    active = 0;
    surface.hidden = field.value.trim() === '';
    list.hidden = found.length === 0;
    note.textContent = total > found.length ? l10n.t('{0}; go on typing to narrow it down.', files(total)) : '';
    if (total === 0) note.textContent = l10n.t('No path contains this.');
    list.replaceChildren(...found.map(option));
    showActive();
  }

  function option({ path, start, end }: Found, index: number): HTMLElement {
    const folder = folderOf(path);
    const nameAt = path.length - shortName(path).length;
    return h(
      'li',
      {
        role: 'option',
        id: `search-result-${index}`,
        title: path,
        // Before the field loses its focus, which would close the list.
        on: {
          pointerdown: (event) => {
            event.preventDefault();
            choose(index);
          },
        },
      },
      h('span', { class: 'name' }, ...withMatch(path, nameAt, path.length, start, end)),
      folder === '' ? undefined : h('span', { class: 'folder' }, ...withMatch(path, 0, folder.length, start, end)),
    );
  }

  function onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      active = (active + step + found.length) % found.length;
      showActive();
    } else if (event.key === 'Enter') choose(active);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function choose(index: number): void {
    const file = found[index];
    if (file === undefined) return;
    close();
    onChoose(file.path);
  }

  function close(): void {
    field.value = '';
    search();
  }

  function onFocusOut(event: FocusEvent): void {
    if (!element.contains(event.relatedTarget as Node | null)) surface.hidden = true;
  }

  function showActive(): void {
    [...list.children].forEach((item, index) => {
      setAttribute(item, 'aria-selected', String(index === active));
      if (index === active) item.scrollIntoView({ block: 'nearest' });
    });
    setAttribute(field, 'aria-activedescendant', found.length > 0 && `search-result-${active}`);
  }
}

/** A part of a path, what was searched for in bold. */
function withMatch(path: string, from: number, to: number, start: number, end: number): (Node | string)[] {
  const [first, last] = [Math.max(from, start), Math.min(to, end)];
  if (first >= last) return [path.slice(from, to)];
  return [path.slice(from, first), h('mark', {}, path.slice(first, last)), path.slice(last, to)];
}
