import { reducedMotion } from '../../ui/theme.ts';
import type { Frame } from '../draw/graphCanvas.ts';
import { createArranger } from '../layout/arranger.ts';
import { carryOver } from '../layout/carryOver.ts';
import type { Positions } from '../layout/folderMap.ts';
import { layerColumns } from '../layout/layers.ts';
import { radiiOf } from '../layout/radii.ts';
import { type Region, regions } from '../layout/regions.ts';
import { loadPositions, type SavedPositions, savePositions } from '../layout/savedPositions.ts';
import type { GraphModel } from '../model/graphModel.ts';
import type { Scene } from '../model/scene.ts';
import type { PanelStore } from '../state.ts';

/** Where everything is: positions, what of them the view frames, and the folders' circles. */
export interface Place {
  readonly positions: Positions;
  readonly frame: Frame;
  readonly regions: readonly Region[];
}

/** Keeps the positions of the whole graph, over changes of the graph and of how it is arranged. */
export interface Placement {
  /** Of the whole graph, or in columns where the scene is a part of it. Undefined until a first layout is done. */
  of(scene: Scene): Place | undefined;
  /** Lays the whole graph out anew. */
  rearrange(): void;
  stop(): void;
  saved(): SavedPositions | undefined;
}

/** A part of the graph in columns fills at least this much, so that few files are not drawn huge. */
const LEAST_FRAME = { width: 900, height: 560 };
const MARGIN = 30;
/** While a layout is at work, the rest of the panel has to stay at hand. */
const PICTURE_EVERY_MS = 250;

/** @param onMove called when the whole graph has other positions */
export function createPlacement(store: PanelStore, saved: SavedPositions | undefined, onMove: () => void): Placement {
  const arranger = createArranger();
  let known = saved && loadPositions(saved);
  let whole: (Place & { readonly model: GraphModel }) | undefined;
  /** What the layout has come to since the last picture of it. */
  let unseen: { readonly model: GraphModel; readonly positions: Positions } | undefined;
  let packed: { readonly of: Place; readonly positions: SavedPositions } | undefined;
  let columns: { readonly scene: Scene; readonly place: Place } | undefined;

  store.watch((state) => state.model, modelChanged);
  store.watch((state) => state.arrangement, arrangementChanged);

  return {
    of(scene) {
      if (scene.layers === undefined) return whole?.model === scene.model ? whole : undefined;
      if (columns?.scene !== scene) columns = { scene, place: columnsOf(scene, scene.layers) };
      return columns.place;
    },
    rearrange,
    stop() {
      arranger.stop();
      if (unseen) settle(unseen.model, unseen.positions, undefined);
      store.set({ arranging: false });
    },
    saved() {
      if (whole === undefined) return undefined;
      // The camera moves far more often than the files.
      if (packed?.of !== whole) packed = { of: whole, positions: savePositions(whole.model.paths, whole.positions) };
      return packed.positions;
    },
  };

  function modelChanged(model: GraphModel | undefined): void {
    if (model === undefined) return;
    const positions = known && carryOver(model, known);
    if (positions !== undefined) settle(model, positions, whole?.frame);
    // A layout that was going on has lost its graph.
    if (positions === undefined || store.get().arranging) rearrange();
  }

  function arrangementChanged(): void {
    if (whole !== undefined && whole.model === store.get().model) rearrange();
  }

  function rearrange(): void {
    const { model, arrangement } = store.get();
    if (model === undefined) return;
    store.set({ arranging: true });
    const start = arrangement === 'forces' ? whole?.positions : undefined;
    let shownAt = 0;
    arranger.start(model, arrangement, start, ({ positions, done }) => {
      unseen = { model, positions };
      if (!done && (reducedMotion() || performance.now() - shownAt < PICTURE_EVERY_MS)) return;
      shownAt = performance.now();
      settle(model, positions, undefined);
      if (done) store.set({ arranging: false });
    });
  }

  function settle(model: GraphModel, positions: Positions, frame: Frame | undefined): void {
    known = (path) => {
      const node = model.idOf.get(path);
      return node === undefined ? undefined : { x: positions.x[node] as number, y: positions.y[node] as number };
    };
    unseen = undefined;
    const byFolder = store.get().arrangement === 'folders';
    whole = {
      model,
      positions,
      frame: frame ?? frameOf(positions, model.paths.keys(), { width: 1, height: 1 }),
      regions: byFolder ? regions(model.paths, positions, radiiOf(model)) : [],
    };
    onMove();
  }
}

function columnsOf(scene: Scene, layers: ReadonlyMap<number, number>): Place {
  const positions = layerColumns(scene.model, layers);
  return { positions, frame: frameOf(positions, layers.keys(), LEAST_FRAME), regions: [] };
}

function frameOf({ x, y }: Positions, nodes: Iterable<number>, least: { width: number; height: number }): Frame {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of nodes) {
    left = Math.min(left, x[node] as number);
    right = Math.max(right, x[node] as number);
    bottom = Math.min(bottom, y[node] as number);
    top = Math.max(top, y[node] as number);
  }
  if (left > right) return { x: [0, 1], y: [0, 1] };
  const widen = (from: number, to: number, size: number): [number, number] => {
    const missing = Math.max(0, size - (to - from)) / 2 + MARGIN;
    return [from - missing, to + missing];
  };
  return { x: widen(left, right, least.width), y: widen(bottom, top, least.height) };
}
