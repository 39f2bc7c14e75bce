import { css } from '../../ui/theme.ts';
import { shortName } from '../../ui/words.ts';
import type { Colouring } from '../model/colouring.ts';
import { EdgeRole, NodeRole, type Scene } from '../model/scene.ts';
import { edgeOpacity, groupColour, type Palette } from './palette.ts';

/** How one file looks: for the screen as for a saved picture. */
export interface NodeLook {
  readonly colour: string;
  readonly borderColour: string;
  /** Of the ring around all that; only the selected file has one. */
  readonly outerColour?: string;
  readonly radius: number;
  /** Its path, for the hover. */
  readonly fullName: string;
  /** The name beside it; empty for none. */
  readonly label: string;
  /** In columns, names stand where no edges are. */
  readonly side: 'right' | 'left' | 'above';
  /** Its label is drawn whatever its size. */
  readonly labelled: boolean;
  /** Drawn over those with a smaller number. */
  readonly level: number;
}

/** How thick the ring of a cycle is, and that of the selected file around it: shares of the radius. */
export const RING = 0.28;
export const OUTER_RING = 0.24;

export interface EdgeLook {
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** In pixels. */
  readonly width: number;
  readonly arrow: boolean;
  /** Within a column a straight line would run over the files between. */
  readonly curved: boolean;
}

/** All that looks depend on beside the scene. */
export interface Style {
  readonly palette: Palette;
  readonly colouring: Colouring;
  readonly radii: Float32Array;
}

/** A part of the graph up to this size is labelled in full. */
const LABEL_ALL = 60;
/** In columns all files have one size: rows leave room for no other. */
const COLUMN_RADIUS = 5;
/** More edges than this that are brought out hide what lies behind them. */
const MOST_BOLD = 150;
/** Arrowheads on more edges than this only make the picture darker. */
const MOST_ARROWS = 3000;

/** How a file is drawn; undefined when it isn't. */
export function nodeLook(scene: Scene, style: Style, node: number): NodeLook | undefined {
  const role = scene.nodes[node];
  if (role === NodeRole.hidden) return undefined;
  const { palette, colouring } = style;
  const path = scene.model.paths[node] as string;
  const faded = role === NodeRole.faded;
  const colour = groupColour(palette, colouring.groupOf[node] ?? -1, faded);
  const cyclic = scene.model.cycle[node] !== -1;
  const brought = role === NodeRole.marked || role === NodeRole.selected;
  return {
    colour,
    borderColour: cyclic && !faded ? palette.cycle : colour,
    ...(role === NodeRole.selected && { outerColour: palette.selected }),
    radius: scene.layers ? COLUMN_RADIUS : (style.radii[node] as number),
    fullName: path,
    label: faded ? '' : shortName(path),
    side: sideOf(scene.layers?.get(node)),
    labelled: role === NodeRole.selected || ((brought || scene.layers !== undefined) && emphasised(scene) <= LABEL_ALL),
    level: role ?? 0,
  };
}

/** How an edge is drawn; undefined when it isn't. */
export function edgeLook(scene: Scene, { palette }: Style, edge: number): EdgeLook | undefined {
  const curved = sameLayer(scene, edge);
  const bold = { opacity: scene.shown.edges > MOST_BOLD ? 0.5 : 1, width: 1.6, arrow: true, curved };
  switch (scene.edges[edge]) {
    case EdgeRole.plain:
      return {
        colour: css(palette.edge),
        opacity: edgeOpacity(scene.shown.edges),
        width: 1,
        arrow: scene.layers !== undefined && scene.shown.edges <= MOST_ARROWS,
        curved,
      };
    case EdgeRole.dependency:
      return { ...bold, colour: palette.dependency };
    case EdgeRole.dependent:
      return { ...bold, colour: palette.dependent };
    case EdgeRole.cycle:
      return { ...bold, colour: palette.cycle };
    case EdgeRole.way:
      return { ...bold, colour: palette.way };
    default:
      return undefined;
  }
}

function sideOf(layer: number | undefined): NodeLook['side'] {
  if (layer === undefined || layer > 0) return 'right';
  return layer === 0 ? 'above' : 'left';
}

function sameLayer({ layers, model }: Scene, edge: number): boolean {
  return layers !== undefined && layers.get(model.from[edge] as number) === layers.get(model.to[edge] as number);
}

const emphasisedBy = new WeakMap<Scene, number>();

/** How many files are brought out; counted once a scene. */
function emphasised(scene: Scene): number {
  let counted = emphasisedBy.get(scene);
  if (counted === undefined) {
    counted = scene.nodes.reduce(
      (sum, role) => sum + (role === NodeRole.marked || (scene.layers && role !== NodeRole.hidden) ? 1 : 0),
      0,
    );
    emphasisedBy.set(scene, counted);
  }
  return counted;
}
