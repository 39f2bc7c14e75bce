import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { wholeView } from '../draw/graphCanvas.ts';
import type { PanelStore } from '../state.ts';
import type { Placement } from './placement.ts';
import type { GraphView } from './view.ts';

const STEP = 1.5;

/** Zoom in by a step, or out with `-1`; from buttons and keys alike. */
export function zoom(view: GraphView, direction: 1 | -1): void {
  const canvas = view.canvas();
  canvas?.moveCamera({ ratio: canvas.camera().ratio * STEP ** -direction });
}

/** Shows everything again. */
export function zoomToFit(view: GraphView): void {
  view.canvas()?.moveCamera(wholeView);
}

/** The buttons in the corner of the canvas. */
export function createZoomButtons(store: PanelStore, view: GraphView, placement: Placement): HTMLElement {
  const arrange = h('vscode-button', { appearance: 'icon', on: { click: toggleArranging } });
  store.watch(
    (state) => state.arranging,
    (arranging) => {
      const label = arranging ? l10n.t('Stop arranging') : l10n.t('Arrange anew');
      arrange.replaceChildren(icon(arranging ? 'debug-stop' : 'layout'));
      arrange.setAttribute('aria-label', label);
      arrange.title = label;
    },
  );
  return h(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': l10n.t('Zoom') },
    button('zoom-in', l10n.t('Zoom in (+)'), () => zoom(view, 1)),
    button('zoom-out', l10n.t('Zoom out (-)'), () => zoom(view, -1)),
    button('screen-full', l10n.t('Show everything (0)'), () => zoomToFit(view)),
    arrange,
  );

  function toggleArranging(): void {
    if (store.get().arranging) placement.stop();
    else placement.rearrange();
  }
}

function button(name: string, label: string, onClick: () => void): HTMLElement {
  return h(
    'vscode-button',
    { appearance: 'icon', 'aria-label': label, title: label, on: { click: onClick } },
    icon(name),
  );
}
