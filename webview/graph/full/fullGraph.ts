import * as l10n from '@vscode/l10n';
import type { FromGraphPanel } from '#protocol';
import { h } from '../../ui/h.ts';
import { files } from '../../ui/words.ts';
import type { SavedDrawing } from '../saved.ts';
import type { PanelStore } from '../state.ts';
import { createActions } from './actions.ts';
import { createAnnouncer } from './announce.ts';
import { createDetails } from './details.ts';
import { handleKeys } from './keyboard.ts';
import { createKeysHelp } from './keysHelp.ts';
import { createLegend } from './legend.ts';
import { createSearch } from './search.ts';
import { createToolbar } from './toolbar.ts';
import { createGraphView } from './view.ts';
import { createZoomButtons } from './zoomButtons.ts';

export interface FullGraphOptions {
  readonly store: PanelStore;
  readonly post: (message: FromGraphPanel) => void;
  readonly saved: SavedDrawing;
  readonly onDrawing: () => void;
}

/** The full graph: canvas, controls, details. */
export function createFullGraph({ store, post, saved, onDrawing }: FullGraphOptions): {
  readonly element: HTMLElement;
  saved(): SavedDrawing;
} {
  const actions = createActions(store, post);
  const container = h('div', {
    class: 'canvas',
    tabindex: 0,
    role: 'application',
    'aria-label': l10n.t('Dependency graph. Arrow keys go along dependencies; press ? for all keys.'),
  });
  const view = createGraphView(store, actions, { container, saved, onDrawing });
  const search = createSearch(store, (path) => {
    actions.select(path);
    container.focus();
  });
  const help = createKeysHelp();
  handleKeys(container, store, actions, view);
  const waiting = h('div', { class: 'waiting' });
  const element = h(
    'section',
    {
      class: 'full-graph',
      'aria-label': l10n.t('Full graph'),
    },
    createToolbar({ store, actions, view, post, search: search.element, onKeys: help.open }),
    h(
      'div',
      { class: 'graph-body' },
      h(
        'div',
        { class: 'stage' },
        container,
        waiting,
        createLegend(store, view),
        createZoomButtons(store, view, view.placement),
      ),
      createDetails(store, view, actions),
    ),
    createAnnouncer(store, view),
    help.element,
  );

  document.addEventListener('keydown', (event) => {
    if (store.get().tab !== 'graph' || typing(event) || event.defaultPrevented) return;
    if (event.key === '/') search.focus();
    else if (event.key === '?') help.open();
    else return;
    event.preventDefault();
  });
  store.watch(
    ({ model, arranging }) => [model, arranging] as const,
    ([model, arranging]) => {
      const first = model === undefined || (arranging && view.picture() === undefined);
      waiting.hidden = !first && !arranging;
      waiting.classList.toggle('small', !first);
      const words =
        model === undefined ? l10n.t('Waiting for the graph …') : l10n.t('Arranging {0} …', files(model.paths.length));
      waiting.replaceChildren(
        h('vscode-progress-ring', { 'aria-hidden': 'true' }),
        h('span', { role: 'status' }, words),
      );
    },
  );
  return { element, saved: view.saved };
}

/** A key in a field is text. Events from inside a control's shadow tree have the control as their target. */
function typing(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && event.target.localName === 'vscode-text-field';
}
