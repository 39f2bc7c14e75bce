import type { FolderView } from '#protocol';
import type { Store } from '../ui/store.ts';
import type { Arrangement } from './layout/arranger.ts';
import { everything, type Filter } from './model/filter.ts';
import type { GraphModel } from './model/graphModel.ts';
import type { Highlight } from './model/highlight.ts';
import type { Scope } from './model/scene.ts';

/** Everything that the panel shows, but for camera and positions, which belong to the drawing. */
export interface PanelState {
  readonly tab: 'overview' | 'graph';
  /** The folder whose level the overview shows, `''` for the top. */
  readonly folder: string;
  readonly overview: FolderView | undefined;
  readonly model: GraphModel | undefined;
  readonly filter: Filter;
  readonly colourBy: 'folder' | 'cycle';
  readonly arrangement: Arrangement;
  readonly scope: Scope;
  /** Path of the selected file. */
  readonly selected: string | undefined;
  readonly highlight: Highlight | undefined;
  /** Select the file of the active editor whenever that changes. */
  readonly follow: boolean;
  readonly legend: boolean;
  /** What is going on, in words of the host; and in the panel itself. */
  readonly busy: string | undefined;
  readonly arranging: boolean;
  readonly failure: Failure | undefined;
}

export interface Failure {
  readonly message: string;
  readonly hint?: string;
}

export type PanelStore = Store<PanelState>;

/** What outlives the panel: the choices, not the data, which the host sends again. */
export type Choices = Pick<
  PanelState,
  'tab' | 'folder' | 'filter' | 'colourBy' | 'arrangement' | 'scope' | 'selected' | 'highlight' | 'follow' | 'legend'
>;

/** @param choices made before the panel was hidden, or what the panel's size suggests */
export function initialState(choices: Partial<Choices>): PanelState {
  return {
    tab: 'overview',
    folder: '',
    overview: undefined,
    model: undefined,
    filter: everything,
    colourBy: 'folder',
    arrangement: 'folders',
    scope: 'all',
    selected: undefined,
    highlight: undefined,
    follow: false,
    legend: true,
    busy: undefined,
    arranging: false,
    failure: undefined,
    ...choices,
  };
}

export function choicesOf(state: PanelState): Choices {
  const { tab, folder, filter, colourBy, arrangement, scope, selected, highlight, follow, legend } = state;
  return { tab, folder, filter, colourBy, arrangement, scope, selected, highlight, follow, legend };
}
