import { readTheme, watchTheme } from '../../ui/theme.ts';
import { createGraphCanvas, type GraphCanvas, type Picture, wholeView } from '../draw/graphCanvas.ts';
import type { Style } from '../draw/look.ts';
import { type Palette, paletteOf } from '../draw/palette.ts';
import { radiiOf } from '../layout/radii.ts';
import { colourByCycle, colourByFolder } from '../model/colouring.ts';
import { edgesOf, type GraphModel } from '../model/graphModel.ts';
import { composeScene, NodeRole, type Scene } from '../model/scene.ts';
import type { CameraPlace, SavedDrawing } from '../saved.ts';
import type { PanelState, PanelStore } from '../state.ts';
import type { Actions } from './actions.ts';
import { createPlacement, type Placement } from './placement.ts';

/** What the user sees now, for whoever needs to know: legend, details, keyboard, export. */
export interface View {
  readonly scene: Scene;
  readonly style: Style;
}

/** Turns the state into pictures on the canvas, and keeps the camera where it belongs. */
export interface GraphView {
  readonly placement: Placement;
  /** Undefined until there is a picture. */
  canvas(): GraphCanvas | undefined;
  picture(): Picture | undefined;
  /** Calls the listener now, where there is a view, and at every change of what is seen. */
  watch(listener: (view: View) => void): void;
  saved(): SavedDrawing;
}

export interface ViewOptions {
  readonly container: HTMLElement;
  readonly saved: SavedDrawing;
  /** The camera moved, or positions changed. */
  readonly onDrawing: () => void;
}

export function createGraphView(store: PanelStore, actions: Actions, options: ViewOptions): GraphView {
  let palette: Palette = paletteOf(readTheme());
  let style: Style | undefined;
  let styled: { model: GraphModel; colourBy: PanelState['colourBy']; palette: Palette } | undefined;
  let scene: Scene | undefined;
  let picture: Picture | undefined;
  let canvas: GraphCanvas | undefined;
  let cameraOfWhole: CameraPlace = options.saved.camera ?? wholeView;
  /** The file that a click has just selected: it is in view already. */
  let clicked: string | undefined;
  const listeners: ((view: View) => void)[] = [];

  const placement = createPlacement(store, options.saved.positions, () => {
    options.onDrawing();
    draw();
  });
  watchTheme((theme) => {
    palette = paletteOf(theme);
    restyle();
    draw();
  });
  store.watch(
    ({ model, colourBy, filter, scope, selected, highlight }) => [model, colourBy, filter, scope, selected, highlight],
    () => {
      const { model, ...input } = store.get();
      scene = model && composeScene(model, input);
      restyle();
      draw();
    },
  );
  // A hidden tab has no size to draw in.
  store.watch((state) => state.tab, draw);
  store.watch((state) => state.selected, reveal);
  store.watch((state) => state.highlight, revealHighlight);

  return {
    placement,
    canvas: () => canvas,
    picture: () => picture,
    watch(listener) {
      listeners.push(listener);
      if (scene && style) listener({ scene, style });
    },
    saved() {
      const positions = placement.saved();
      return { camera: cameraOfWhole, ...(positions && { positions }) };
    },
  };

  function restyle(): void {
    const { model, colourBy } = store.get();
    if (model === undefined || (styled?.model === model && styled.colourBy === colourBy && styled.palette === palette))
      return;
    styled = { model, colourBy, palette };
    const colour = colourBy === 'folder' ? colourByFolder : colourByCycle;
    style = { palette, colouring: colour(model, palette.groups.length), radii: radiiOf(model) };
  }

  function draw(): void {
    if (scene === undefined || style === undefined) return;
    for (const listener of listeners) listener({ scene, style });
    const place = placement.of(scene);
    if (place === undefined || scene.model.paths.length === 0 || store.get().tab !== 'graph') return;
    const previous = picture;
    picture = { scene, style, ...place };
    if (canvas === undefined) {
      canvas = createGraphCanvas(options.container, picture, { onSelect, onOpen, onCamera });
      if (scene.layers === undefined) canvas.setCamera(cameraOfWhole);
      return;
    }
    canvas.show(picture);
    // A part of the graph has a place of its own: the camera goes there, and later back to where it was.
    if (scene.layers !== undefined && !sameFiles(scene.layers, previous?.scene.layers)) canvas.setCamera(wholeView);
    else if (scene.layers === undefined && previous?.scene.layers) canvas.setCamera(cameraOfWhole);
  }

  function onSelect(node: number | undefined): void {
    clicked = node === undefined ? undefined : scene?.model.paths[node];
    actions.select(clicked);
  }

  function onOpen(node: number): void {
    const path = scene?.model.paths[node];
    if (path !== undefined) actions.open(path);
  }

  function onCamera(): void {
    if (canvas === undefined || picture?.scene.layers !== undefined) return;
    cameraOfWhole = canvas.camera();
    options.onDrawing();
  }

  function reveal(path: string | undefined): void {
    const known = path !== clicked;
    clicked = undefined;
    if (path === undefined || !known || canvas === undefined || picture?.scene.layers || store.get().highlight) return;
    const node = picture?.scene.model.idOf.get(path);
    if (node === undefined) return;
    canvas.reveal(node);
  }

  function revealHighlight(): void {
    if (canvas === undefined || scene === undefined || scene.layers || !store.get().highlight) return;
    const marked = [...scene.nodes.keys()].filter((node) => (scene?.nodes[node] ?? 0) >= NodeRole.marked);
    canvas.fit(marked);
  }
}

function sameFiles(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number> | undefined): boolean {
  return a.size === b?.size && [...a.keys()].every((node) => b.has(node));
}

/** The files next to a file: what it depends on, and what depends on it. */
export function neighboursOf(model: GraphModel, scene: Scene, node: number): number[] {
  const ends = [
    ...[...edgesOf(model.outgoing, node)].map((edge) => model.to[edge] as number),
    ...[...edgesOf(model.incoming, node)].map((edge) => model.from[edge] as number),
  ];
  return [...new Set(ends)].filter((end) => scene.nodes[end] !== NodeRole.hidden);
}
