import * as l10n from '@vscode/l10n';
import { folderOf } from '#base';
import { h, icon } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { files, lines, shortName } from '../../ui/words.ts';
import { degree, type EdgeRows, edgesOf, type GraphModel } from '../model/graphModel.ts';
import { kindWords } from '../model/kinds.ts';
import type { PanelStore } from '../state.ts';
import type { Actions } from './actions.ts';
import { fileList, type ListedFile } from './fileList.ts';
import { highlightSection } from './highlightSection.ts';
import { createOverviewTable } from './mostDepended.ts';
import type { GraphView, View } from './view.ts';

/** Beside the canvas: the selected file and its neighbours in words, or what there is to select. */
export function createDetails(store: PanelStore, view: GraphView, actions: Actions): HTMLElement {
  const table = createOverviewTable(actions);
  const content = h('div', { class: 'details-content' });
  const element = h('aside', { class: 'details', 'aria-label': l10n.t('Details') }, content, table.element);
  view.watch((seen) => {
    const { selected, highlight } = store.get();
    const { scene } = seen;
    const sections: HTMLElement[] = [];
    if (highlight !== undefined) sections.push(highlightSection(scene.model, highlight, store.get().scope, actions));
    if (scene.selected !== -1) sections.push(...fileSections(seen, actions));
    else if (selected !== undefined) sections.push(missing(selected));
    content.replaceChildren(...sections);
    table.element.hidden = sections.length > 0;
    if (sections.length === 0) table.show(scene);
  });
  return element;
}

function missing(path: string): HTMLElement {
  return h(
    'p',
    { class: 'note' },
    l10n.t('{0} is not in the graph: it is ignored, or not a JavaScript or TypeScript file.', path),
  );
}

function fileSections({ scene: { model, selected: node } }: View, actions: Actions): HTMLElement[] {
  const path = model.paths[node] as string;
  const users = neighbours(model, model.incoming, model.from, node);
  const used = neighbours(model, model.outgoing, model.to, node);
  const cycle = model.cycles[model.cycle[node] ?? -1];
  const facts = [lines(model.lines[node] ?? 0)];
  if (model.test[node] === 1) facts.push(l10n.t('test'));
  return [
    h(
      'section',
      { class: 'subject' },
      h('h2', { title: path }, shortName(path)),
      h('p', { class: 'folder' }, folderOf(path) || l10n.t('top level')),
      h('p', { class: 'facts' }, facts.join(' · ')),
      h(
        'div',
        { class: 'buttons' },
        button(l10n.t('Open'), 'go-to-file', () => actions.open(path)),
        button(l10n.t('Impact'), 'flame', () => actions.showImpact(path)),
        button(l10n.t('Neighbours'), 'type-hierarchy', () => actions.show(1)),
      ),
      cycle && cycleLine(cycle, actions),
    ),
    fileList(l10n.t('Used by'), users, l10n.t('No file uses this one.'), actions),
    fileList(l10n.t('Uses'), used, l10n.t('It uses no other file of the workspace.'), actions),
  ];
}

function cycleLine(cycle: { readonly id: string; readonly files: readonly number[] }, actions: Actions): HTMLElement {
  return h(
    'p',
    { class: 'cycle' },
    icon('sync'),
    `${l10n.t('In a cycle of {0}.', files(cycle.files.length))} `,
    link(l10n.t('Highlight it'), () => actions.highlight({ kind: 'cycle', id: cycle.id })),
  );
}

/** The files at the other ends of the edges, those that most files use first. */
function neighbours(model: GraphModel, rows: EdgeRows, ends: Int32Array, node: number): ListedFile[] {
  return [...edgesOf(rows, node)]
    .map((edge) => ({ edge, end: ends[edge] as number }))
    .sort((a, b) => degree(model.incoming, b.end) - degree(model.incoming, a.end) || a.end - b.end)
    .map(({ edge, end }) => {
      const inCycle = model.cycle[end] !== -1 && model.cycle[end] === model.cycle[node];
      const kinds = kindWords(model.kinds[edge] ?? 0);
      return { path: model.paths[end] as string, remark: inCycle ? l10n.t('{0}, cycle', kinds) : kinds };
    });
}

function button(label: string, symbol: string, onClick: () => void): HTMLElement {
  return h('vscode-button', { appearance: 'secondary', on: { click: onClick } }, icon(symbol, 'start'), label);
}
