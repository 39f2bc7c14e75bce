import * as l10n from '@vscode/l10n';
import { towards } from '../model/direction.ts';
import { degree } from '../model/graphModel.ts';
import { NodeRole } from '../model/scene.ts';
import type { PanelStore } from '../state.ts';
import type { Actions } from './actions.ts';
import { type GraphView, neighboursOf } from './view.ts';
import { zoom, zoomToFit } from './zoomButtons.ts';

/** What the keys do, as the help shows it. */
export const keys = (): readonly (readonly [keys: string, meaning: string])[] => [
  ['/', l10n.t('Find a file')],
  [l10n.t('Arrow keys'), l10n.t('Go to the neighbour in that direction')],
  ['Home', l10n.t('Go to the file that most files use')],
  ['Enter', l10n.t('Open the selected file')],
  ['1  2  3', l10n.t('Show only files within so many steps')],
  ['A', l10n.t('Show the whole graph')],
  ['I', l10n.t('Show the impact of the selected file')],
  ['+  -  0', l10n.t('Zoom in, zoom out, show everything')],
  ['Escape', l10n.t('Take back the last highlight, part or selection')],
  ['?', l10n.t('Show these keys')],
];

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** Lets the canvas be used by keys alone. */
export function handleKeys(canvas: HTMLElement, store: PanelStore, actions: Actions, view: GraphView): void {
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !press(event.key)) return;
    event.preventDefault();
  });

  /** @returns whether the key meant something */
  function press(key: string): boolean {
    const { selected, model } = store.get();
    const arrow = arrows[key];
    if (arrow !== undefined) go(arrow);
    else if (key === 'Home') actions.select(model?.paths[mostDepended()]);
    else if (key === 'Enter' && selected !== undefined) actions.open(selected);
    else if ((key === '1' || key === '2' || key === '3') && selected !== undefined)
      actions.show(Number(key) as 1 | 2 | 3);
    else if (key === 'a') actions.show('all');
    else if (key === 'i' && selected !== undefined) actions.showImpact(selected);
    else if (key === '+' || key === '=') zoom(view, 1);
    else if (key === '-') zoom(view, -1);
    else if (key === '0') zoomToFit(view);
    else if (key === 'Escape') actions.clear();
    else return false;
    return true;
  }

  function go(arrow: { x: number; y: number }): void {
    const drawing = view.canvas();
    const picture = view.picture();
    if (drawing === undefined || picture === undefined) return;
    const { scene } = picture;
    const start = scene.selected;
    if (start === -1) {
      actions.select(scene.model.paths[mostDepended()]);
      return;
    }
    const neighbours = neighboursOf(scene.model, scene, start);
    const next = neighbours[towards(drawing.pointOf(start), neighbours.map(drawing.pointOf), arrow)];
    if (next !== undefined) actions.select(scene.model.paths[next]);
  }

  function mostDepended(): number {
    const scene = view.picture()?.scene;
    if (scene === undefined) return -1;
    const shown = [...scene.nodes.keys()].filter((node) => scene.nodes[node] !== NodeRole.hidden);
    const of = (node: number) => degree(scene.model.incoming, node);
    return shown.reduce((best, node) => (best === -1 || of(node) > of(best) ? node : best), -1);
  }
}
