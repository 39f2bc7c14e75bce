import * as l10n from '@vscode/l10n';
import type { DependencyKind } from '#protocol';
import { checkbox } from '../../ui/checkbox.ts';
import { h } from '../../ui/h.ts';
import { popover } from '../../ui/popover.ts';
import { number } from '../../ui/words.ts';
import { activeFilters, everything, type Filter } from '../model/filter.ts';
import type { GraphModel } from '../model/graphModel.ts';
import { dependencyKinds, kindTitle } from '../model/kinds.ts';
import type { PanelStore } from '../state.ts';

/** The button that opens the filter: kinds of dependency, tests, cycles. */
export function createFilterMenu(store: PanelStore): HTMLElement {
  const set = (change: Partial<Filter>) => store.set({ filter: { ...store.get().filter, ...change } });
  const kinds = dependencyKinds.map((kind, bit) => ({
    bit,
    kind,
    amount: h('span', { class: 'amount' }),
    box: checkbox(kindTitle(kind), (checked) => set({ without: without(store.get().filter, kind, checked) })),
  }));
  const tests = checkbox(l10n.t('Tests'), (checked) => set({ tests: checked }));
  const cycles = checkbox(l10n.t('Only files in cycles'), (checked) => set({ onlyCycles: checked }));
  const menu = popover({ label: l10n.t('Filter'), icon: 'filter' }, () => [
    h('h3', {}, l10n.t('Dependencies')),
    ...kinds.map(({ box, amount }) => h('div', { class: 'choice' }, box.element, amount)),
    h('h3', {}, l10n.t('Files')),
    tests.element,
    cycles.element,
    h(
      'vscode-button',
      { appearance: 'secondary', on: { click: () => store.set({ filter: everything }) } },
      l10n.t('Show Everything'),
    ),
  ]);

  store.watch(
    (state) => state.filter,
    (filter) => {
      for (const { box, kind } of kinds) box.show(!filter.without.includes(kind));
      tests.show(filter.tests);
      cycles.show(filter.onlyCycles);
      const active = activeFilters(filter);
      menu.relabel(active === 0 ? l10n.t('Filter') : l10n.t('Filter ({0})', active));
    },
  );
  store.watch(
    (state) => state.model,
    (model) => {
      for (const { amount, bit } of kinds) amount.textContent = model ? number(edgesOfKind(model, bit)) : '';
    },
  );
  return menu.element;
}

function without(filter: Filter, kind: DependencyKind, shown: boolean): readonly DependencyKind[] {
  const others = filter.without.filter((other) => other !== kind);
  return shown ? others : [...others, kind];
}

function edgesOfKind(model: GraphModel, bit: number): number {
  return model.kinds.reduce((sum, kinds) => sum + ((kinds >> bit) & 1), 0);
}
