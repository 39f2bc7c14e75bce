import * as l10n from '@vscode/l10n';
import { h, setAttribute } from './h.ts';
import { number } from './words.ts';

export interface Column<Row> {
  readonly title: string;
  /** What the column is sorted by, and shown unless `text` says otherwise. Numbers go to the right. */
  readonly value: (row: Row) => string | number;
  readonly text?: (row: Row) => string;
  /** Shown on hover; the text where it is left out. */
  readonly hint?: (row: Row) => string;
  /** CSS grid track: `1fr`, `6em`. */
  readonly width: string;
}

export interface Table<Row> {
  readonly element: HTMLElement;
  setRows(rows: readonly Row[]): void;
}

export interface TableOptions<Row> {
  /** Said by screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Shown when there are no rows. */
  readonly empty: string;
  /** Click or Enter on a row. */
  readonly onOpen: (row: Row) => void;
}

/** More rows than this cost more than they tell; the table says how many there are. */
const MOST_ROWS = 100;

/** A data grid that sorts by the column whose header is clicked, or on which Enter is pressed. */
export function createTable<Row>({ label, columns, empty, onOpen }: TableOptions<Row>): Table<Row> {
  const tracks = columns.map((column) => column.width).join(' ');
  const grid = h('vscode-data-grid', {
    'generate-header': 'none',
    'grid-template-columns': tracks,
    'aria-label': label,
  });
  const note = h('p', { class: 'note' });
  let rows: readonly Row[] = [];
  let sorted: { column: Column<Row>; descending: boolean } | undefined;

  const header = h(
    'vscode-data-grid-row',
    { 'row-type': 'header', 'grid-template-columns': tracks },
    ...columns.map((column, index) => headerCell(column, index)),
  );
  grid.append(header);
  return {
    element: h('div', { class: 'table' }, grid, note),
    setRows(next) {
      rows = next;
      fill();
    },
  };

  function headerCell(column: Column<Row>, index: number): HTMLElement {
    const sort = () => {
      const ascending = sorted?.column === column && sorted.descending;
      sorted = { column, descending: !ascending };
      [...header.children].forEach((cell, at) => {
        const direction = ascending ? 'ascending' : 'descending';
        setAttribute(cell, 'aria-sort', at === index ? direction : 'none');
      });
      fill();
    };
    return h(
      'vscode-data-grid-cell',
      {
        'cell-type': 'columnheader',
        'grid-column': index + 1,
        'aria-sort': 'none',
        title: l10n.t('Sort by {0}', column.title),
        on: { click: sort, keydown: (event) => event.key === 'Enter' && sort() },
      },
      column.title,
    );
  }

  function fill(): void {
    const order = sorted;
    const shown = order ? rows.toSorted((a, b) => compare(order.column, a, b) * (order.descending ? -1 : 1)) : rows;
    const [first] = rows;
    // Above numbers, where they stand.
    for (const [at, { value }] of columns.entries()) {
      header.children[at]?.classList.toggle('number', first !== undefined && typeof value(first) === 'number');
    }
    grid.replaceChildren(header, ...shown.slice(0, MOST_ROWS).map(bodyRow));
    note.hidden = rows.length > 0 && rows.length <= MOST_ROWS;
    note.textContent =
      rows.length === 0 ? empty : l10n.t('The first {0} of {1}.', number(MOST_ROWS), number(rows.length));
  }

  function bodyRow(row: Row): HTMLElement {
    return h(
      'vscode-data-grid-row',
      {
        'grid-template-columns': tracks,
        on: { click: () => onOpen(row), keydown: (event) => event.key === 'Enter' && onOpen(row) },
      },
      ...columns.map((column, index) => {
        const value = column.value(row);
        const text = column.text?.(row) ?? (typeof value === 'number' ? number(value) : value);
        const kind = typeof value === 'number' ? 'number' : undefined;
        return h(
          'vscode-data-grid-cell',
          { 'grid-column': index + 1, class: kind, title: column.hint?.(row) ?? text },
          ...breakable(text),
        );
      }),
    );
  }
}

/** A name can go on in the next line after a separator, and before a capital. */
function breakable(text: string): readonly (string | Node)[] {
  return text
    .split(/(?<=[./_-])|(?<=\p{Ll})(?=\p{Lu})/u)
    .flatMap((part, at) => (at === 0 ? [part] : [h('wbr', {}), part]));
}

function compare<Row>(column: Column<Row>, a: Row, b: Row): number {
  const [left, right] = [column.value(a), column.value(b)];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  // Words start from the end of the alphabet when numbers start from the largest: the first click gives A to Z.
  return String(right).localeCompare(String(left));
}
