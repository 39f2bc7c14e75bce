import * as l10n from '@vscode/l10n';
import { messageOf } from '#base';
import type { FromGraphPanel } from '#protocol';
import { checkbox } from '../../ui/checkbox.ts';
import { h, icon, setAttribute } from '../../ui/h.ts';
import { exportMenu } from '../export/exportMenu.ts';
import { base64 } from '../export/png.ts';
import { sceneToSvg } from '../export/svg.ts';
import type { Scope } from '../model/scene.ts';
import type { PanelStore } from '../state.ts';
import type { Actions } from './actions.ts';
import { createFilterMenu } from './filterMenu.ts';
import type { GraphView } from './view.ts';

export interface ToolbarOptions {
  readonly store: PanelStore;
  readonly actions: Actions;
  readonly view: GraphView;
  readonly post: (message: FromGraphPanel) => void;
  readonly search: HTMLElement;
  readonly onKeys: () => void;
}

/** The controls above the full graph. */
export function createToolbar({ store, actions, view, post, search, onKeys }: ToolbarOptions): HTMLElement {
  const scope = dropdown(
    l10n.t('Show'),
    [
      ['all', l10n.t('Whole graph')],
      ['1', l10n.t('Within 1 step')],
      ['2', l10n.t('Within 2 steps')],
      ['3', l10n.t('Within 3 steps')],
      ['highlight', l10n.t('Highlighted files')],
    ],
    (value) => actions.show(/\d/.test(value) ? (Number(value) as Scope) : (value as Scope)),
  );
  const colour = dropdown(
    l10n.t('Colour'),
    [
      ['folder', l10n.t('Colour by folder')],
      ['cycle', l10n.t('Colour by cycle')],
    ],
    (value) => store.set({ colourBy: value as 'folder' | 'cycle' }),
  );
  const arrangement = dropdown(
    l10n.t('Arrange'),
    [
      ['folders', l10n.t('Arrange by folder')],
      ['forces', l10n.t('Arrange by imports')],
    ],
    (value) => store.set({ arrangement: value as 'folders' | 'forces' }),
  );
  const follow = checkbox(
    l10n.t('Follow editor'),
    (checked) => store.set({ follow: checked }),
    l10n.t('Select the file of the active editor whenever that changes'),
  );
  const menu = exportMenu(post, {
    folder: () => '',
    svg: () => svg(),
    png: async () => base64(drawn(view.canvas()).snapshot()),
    onFailure: (error) => store.set({ failure: { message: messageOf(error) } }),
  });
  const keys = h(
    'vscode-button',
    { appearance: 'icon', 'aria-label': l10n.t('Keys'), title: l10n.t('Keys (?)'), on: { click: onKeys } },
    icon('question'),
  );

  store.watch(
    ({ scope, selected, highlight }) => [scope, selected, highlight] as const,
    ([now, selected, highlight]) => {
      for (const option of scope.querySelectorAll('vscode-option')) {
        const possible = option.value === 'all' || (option.value === 'highlight' ? highlight : selected);
        setAttribute(option, 'disabled', possible === undefined);
      }
      scope.value = String(now);
    },
  );
  store.watch(
    (state) => state.colourBy,
    (value) => {
      colour.value = value;
    },
  );
  store.watch(
    (state) => state.arrangement,
    (value) => {
      arrangement.value = value;
    },
  );
  store.watch((state) => state.follow, follow.show);

  return h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Full graph') },
    search,
    createFilterMenu(store),
    scope,
    colour,
    arrangement,
    follow.element,
    h('div', { class: 'spacer' }),
    menu,
    keys,
  );

  function svg(): string {
    const { scene, style, positions, regions } = drawn(view.picture());
    return sceneToSvg(scene, style, positions, regions);
  }
}

function drawn<T>(picture: T | undefined): T {
  if (picture === undefined) throw new Error(l10n.t('Nothing is drawn yet: wait until the graph is there.'));
  return picture;
}

function dropdown(
  label: string,
  options: readonly (readonly [string, string])[],
  onChange: (value: string) => void,
): HTMLElementTagNameMap['vscode-dropdown'] {
  const control = h(
    'vscode-dropdown',
    { 'aria-label': label },
    ...options.map(([value, text]) => h('vscode-option', { value }, text)),
  );
  control.addEventListener('change', () => onChange(control.value));
  return control;
}
