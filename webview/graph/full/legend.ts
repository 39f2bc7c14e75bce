import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { dependencies, files, number, shortName } from '../../ui/words.ts';
import { groupColour } from '../draw/palette.ts';
import type { PanelStore } from '../state.ts';
import type { GraphView, View } from './view.ts';

/** What the colours and lines of the canvas stand for; it can be folded away. */
export function createLegend(store: PanelStore, view: GraphView): HTMLElement {
  const content = h('div', { class: 'legend-content', id: 'legend-content' });
  const toggle = h(
    'vscode-button',
    {
      appearance: 'icon',
      'aria-controls': 'legend-content',
      on: { click: () => store.set({ legend: !store.get().legend }) },
    },
    h('div', {}, l10n.t('Legend')),
    icon('chevron-down', 'end'),
  );
  const element = h('div', { class: 'legend' }, toggle, content);
  store.watch(
    (state) => state.legend,
    (open) => {
      content.hidden = !open;
      toggle.setAttribute('aria-expanded', String(open));
      element.classList.toggle('folded', !open);
    },
  );
  view.watch((seen) => content.replaceChildren(...entries(store, seen)));
  return element;
}

function entries(store: PanelStore, { scene, style }: View): HTMLElement[] {
  const { palette, colouring } = style;
  const byCycle = store.get().colourBy === 'cycle';
  const coloured = colouring.groups.map(({ title, files: amount }, group) =>
    entry(
      disc(groupColour(palette, group, false)),
      byCycle ? l10n.t('{0} and {1} more', shortName(title), number(amount - 1)) : title,
      number(amount),
    ),
  );
  const others = scene.model.paths.length - colouring.groups.reduce((sum, group) => sum + group.files, 0);
  return [
    h('h3', {}, byCycle ? l10n.t('Largest cycles') : l10n.t('Folders')),
    ...coloured,
    ...(others > 0
      ? [
          entry(
            disc(groupColour(palette, -1, false)),
            byCycle ? l10n.t('Other files') : l10n.t('Other folders'),
            number(others),
          ),
        ]
      : []),
    h('h3', {}, l10n.t('Marks')),
    entry(ring(palette.cycle), l10n.t('In a cycle')),
    ...(scene.selected === -1
      ? []
      : [
          entry(arrow(palette.dependency), l10n.t('The selected file depends on')),
          entry(arrow(palette.dependent), l10n.t('Depends on the selected file')),
        ]),
    ...(store.get().highlight ? [entry(arrow(palette.way), l10n.t('Highlighted'))] : []),
    h(
      'p',
      { class: 'note' },
      l10n.t(
        '{0}, {1} shown. The more files use one, the larger it is.',
        files(scene.shown.files),
        dependencies(scene.shown.edges),
      ),
    ),
  ];
}

function entry(sign: HTMLElement, title: string, amount?: string): HTMLElement {
  return h(
    'div',
    { class: 'entry', title },
    sign,
    h('span', { class: 'title' }, title),
    amount === undefined ? undefined : h('span', { class: 'amount' }, amount),
  );
}

function disc(colour: string): HTMLElement {
  const sign = h('span', { class: 'sign disc', 'aria-hidden': 'true' });
  sign.style.backgroundColor = colour;
  return sign;
}

function ring(colour: string): HTMLElement {
  const sign = h('span', { class: 'sign ring', 'aria-hidden': 'true' });
  sign.style.borderColor = colour;
  return sign;
}

function arrow(colour: string): HTMLElement {
  const sign = icon('arrow-right');
  sign.classList.add('sign');
  sign.style.color = colour;
  return sign;
}
