import { type Child, h } from '../ui/h.ts';

/** A plain table: the first cell of a row is its heading, the others are figures unless they are nodes. */
export function tableOf(titles: readonly string[], rows: readonly (readonly Child[])[], label?: string): HTMLElement {
  const [first = '', ...others] = titles;
  return h(
    'div',
    { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': label ?? first },
    h(
      'table',
      { class: 'plain figures' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, first),
          ...others.map((title, at) => h('th', { scope: 'col', class: cellClass(rows[0]?.[at + 1] ?? '') }, title)),
        ),
      ),
      h('tbody', {}, ...rows.map(rowOf)),
    ),
  );
}

function rowOf([name, ...cells]: readonly Child[]): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name),
    ...cells.map((cell) => h('td', { class: cellClass(cell) }, cell)),
  );
}

const cellClass = (cell: Child): string | undefined => (typeof cell === 'string' ? 'number' : undefined);
