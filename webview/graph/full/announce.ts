import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { files, number, usedBy, uses } from '../../ui/words.ts';
import { degree } from '../model/graphModel.ts';
import type { PanelStore } from '../state.ts';
import { highlightTitle } from './highlightSection.ts';
import type { GraphView, View } from './view.ts';

/** Says to screen readers what is selected and highlighted. */
export function createAnnouncer(store: PanelStore, view: GraphView): HTMLElement {
  const element = h('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  view.watch((seen) => {
    const words = wordsFor(store, seen);
    if (element.textContent !== words) element.textContent = words;
  });
  return element;
}

function wordsFor(store: PanelStore, { scene: { model, selected, shown } }: View): string {
  const { highlight } = store.get();
  const parts: string[] = [];
  if (highlight !== undefined) parts.push(highlightTitle(model, highlight));
  if (selected !== -1) {
    parts.push(
      model.paths[selected] as string,
      usedBy(degree(model.incoming, selected)),
      uses(degree(model.outgoing, selected)),
    );
    const cycle = model.cycles[model.cycle[selected] ?? -1];
    if (cycle) parts.push(l10n.t('in a cycle of {0}', number(cycle.files.length)));
  }
  if (parts.length === 0) parts.push(l10n.t('{0} shown', files(shown.files)));
  return parts.join(', ');
}
