import * as l10n from '@vscode/l10n';
import { createSection } from '../../ui/section.ts';
import { createTable } from '../../ui/table.ts';
import { moment } from '../../ui/words.ts';
import type { BenchmarkStore, Post, ShownComparison } from '../state.ts';
import { listed } from '../words.ts';

type Item = ShownComparison['history'][number];

/** Earlier comparisons of the same capabilities. */
export function createComparisonHistory(store: BenchmarkStore, post: Post): HTMLElement {
  const list = createList('earlier-comparisons', l10n.t('Earlier comparisons'), ({ at }) => post({ type: 'show', at }));
  store.watch(
    ({ comparison }) => comparison,
    (shown) => {
      const history = shown?.history ?? [];
      list.show(history.length < 2 ? [] : history, shown?.report?.machine.fingerprint);
    },
  );
  return list.element;
}

/** Comparisons of which the capability that is shown is one. */
export function createComparisonsOf(store: BenchmarkStore, post: Post): HTMLElement {
  const list = createList('comparisons', l10n.t('Comparisons'), ({ at }) => post({ type: 'show-comparison', at }));
  store.watch(
    ({ benchmark }) => benchmark,
    (shown) => list.show(shown?.comparisons ?? [], shown?.report?.machine.fingerprint),
  );
  return list.element;
}

/** Comparisons, latest first. One that is opened is shown whole. */
function createList(id: string, title: string, onOpen: (item: Item) => void) {
  const section = createSection(id, title);
  let here: string | undefined;
  const table = createTable<Item>({
    ...{ label: title, empty: '', onOpen },
    columns: [
      { title: l10n.t('Time'), value: ({ at }) => at, text: ({ at }) => moment(at), width: '2fr' },
      { title: l10n.t('Capabilities'), value: ({ names }) => listed(names), width: '3fr' },
      { title: l10n.t('Quickest'), value: ({ quickest }) => listed(quickest), width: '2fr' },
      {
        title: l10n.t('Machine'),
        value: ({ machine }) => (machine === here ? l10n.t('the same') : l10n.t('another')),
        width: '1fr',
      },
    ],
  });
  section.show([table.element]);
  return {
    element: section.element,
    show(items: readonly Item[], machine: string | undefined): void {
      here = machine;
      section.element.hidden = items.length === 0;
      table.setRows(items);
    },
  };
}
