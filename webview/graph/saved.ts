import type { SavedPositions } from './layout/savedPositions.ts';
import { type Choices, choicesOf, type PanelStore } from './state.ts';

/** Where the camera of the full graph stands: centre in units of the framed graph, ratio 1 shows all of it. */
export interface CameraPlace {
  readonly x: number;
  readonly y: number;
  readonly ratio: number;
}

/** What the panel keeps with the editor while it is hidden, and over a reload of the window. */
export interface Saved {
  /** Of this record's shape: another one is not read. */
  readonly version: 1;
  readonly choices: Choices;
  readonly camera?: CameraPlace;
  readonly positions?: SavedPositions;
}

/** What the drawing adds to the choices. */
export interface SavedDrawing {
  readonly camera?: CameraPlace;
  readonly positions?: SavedPositions;
}

const DELAY_MS = 300;

/**
 * Saves the panel's state a moment after it changed.
 *
 * @param drawing asked when it is saved
 * @returns to be called when the drawing changed
 */
export function keepSaved(store: PanelStore, save: (saved: Saved) => void, drawing: () => SavedDrawing): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save({ version: 1, choices: choicesOf(store.get()), ...drawing() }), DELAY_MS);
  };
  store.watch((state) => Object.values(choicesOf(state)), later);
  return later;
}
