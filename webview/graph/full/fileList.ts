import * as l10n from '@vscode/l10n';
import { folderOf } from '#base';
import { h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { number, shortName } from '../../ui/words.ts';
import type { Actions } from './actions.ts';

export interface ListedFile {
  readonly path: string;
  readonly remark?: string;
}

/** A long list is shown in part until the rest is asked for. */
const FIRST = 50;

/** A titled list of files; a click selects one. */
export function fileList(title: string, files: readonly ListedFile[], empty: string, actions: Actions): HTMLElement {
  const list = h('ul', { class: 'files' }, ...files.slice(0, FIRST).map(item));
  const rest = files.length - FIRST;
  const more = link(l10n.t('Show {0} more', number(rest)), () => {
    list.append(...files.slice(FIRST).map(item));
    more.remove();
  });
  return h(
    'section',
    { 'aria-label': title },
    h('h3', {}, title, h('span', { class: 'amount' }, number(files.length))),
    files.length === 0 ? h('p', { class: 'note' }, empty) : list,
    rest > 0 ? more : undefined,
  );

  function item({ path, remark }: ListedFile): HTMLElement {
    return h(
      'li',
      {},
      link(shortName(path), () => actions.select(path), path),
      h('span', { class: 'folder' }, folderOf(path)),
      remark ? h('span', { class: 'remark' }, remark) : undefined,
    );
  }
}
