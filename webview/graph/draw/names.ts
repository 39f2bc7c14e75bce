import type { Positions } from '../layout/folderMap.ts';
import { NodeRole, type Scene } from '../model/scene.ts';
import { type NodeLook, nodeLook, type Style } from './look.ts';
import type { MapView } from './overlay.ts';
import type { RegionOnScreen } from './regionLayer.ts';

export const FILE_PX = 12;
export const FOLDER_PX = 11;
const GAP_PX = 4;
/** Files smaller than this on the screen have no name, unless they are brought out. */
const SMALLEST_PX = 5;

/** The name of a file, before it is known whether there is room for it. */
export interface FileName {
  readonly node: number;
  readonly text: string;
  readonly radius: number;
  readonly side: NodeLook['side'];
  /** To be drawn however small the file is. */
  readonly always: boolean;
}

/** A name in its place; `x` is its left end, `y` its middle. */
export interface PlacedName {
  readonly text: string;
  readonly of: 'file' | 'folder';
  readonly x: number;
  readonly y: number;
}

/** The names of a scene's files, those that are brought out first, then the larger before the smaller. */
export function fileNames(scene: Scene, style: Style): FileName[] {
  const names: FileName[] = [];
  for (let node = 0; node < scene.nodes.length; node++) {
    if (scene.nodes[node] === NodeRole.hidden || scene.nodes[node] === NodeRole.faded) continue;
    const look = nodeLook(scene, style, node);
    if (look) names.push({ node, text: look.label, radius: look.radius, side: look.side, always: look.labelled });
  }
  return names.sort((a, b) => Number(b.always) - Number(a.always) || b.radius - a.radius);
}

/**
 * Chooses the names to show so that none covers another: files that are brought out go first, then folders, then the
 * other files by their size. A name without room is left out.
 *
 * @param files as {@link fileNames} gives them
 * @param most so many names at most
 * @param widthOf a text at a size in pixels
 */
export function placeNames(
  files: readonly FileName[],
  regions: readonly RegionOnScreen[],
  { x, y }: Positions,
  view: MapView,
  most: number,
  widthOf: (text: string, px: number) => number,
): PlacedName[] {
  const placed: PlacedName[] = [];
  const taken: Box[] = [];
  const brought = files.findIndex(({ always }) => !always);
  placeFiles(brought === -1 ? files : files.slice(0, brought));
  for (const region of regions) {
    const width = widthOf(region.title, FOLDER_PX);
    if (width > region.r * 2.4) continue;
    place('folder', region.title, region.x - width / 2, region.y - region.r, width, FOLDER_PX);
  }
  if (brought !== -1) placeFiles(files.slice(brought));
  return placed;

  function placeFiles(names: readonly FileName[]): void {
    for (const { node, text, radius, side, always } of names) {
      if (placed.length >= most) return;
      const size = radius * view.fileScale;
      // They come by size: what follows is smaller still.
      if (size < SMALLEST_PX && !always) return;
      const atX = view.toX(x[node] as number);
      const atY = view.toY(y[node] as number);
      if (atX < 0 || atX > view.width || atY < 0 || atY > view.height) continue;
      const width = widthOf(text, FILE_PX);
      const away = size + GAP_PX;
      const left = leftEnd(side, atX, away, width, view.width);
      place('file', text, left, side === 'above' ? atY - away - FILE_PX / 2 : atY, width, FILE_PX);
    }
  }

  function place(
    of: PlacedName['of'],
    text: string,
    left: number,
    middle: number,
    width: number,
    height: number,
  ): void {
    const box = {
      left: left - 2,
      right: left + width + 2,
      top: middle - height / 2 - 1,
      bottom: middle + height / 2 + 1,
    };
    if (taken.some((other) => overlap(other, box))) return;
    taken.push(box);
    placed.push({ text, of, x: left, y: middle });
  }
}

/** Where a name begins. One that would leave the picture at its side is on the other side of its file. */
function leftEnd(side: NodeLook['side'], x: number, away: number, width: number, most: number): number {
  const right = x + away;
  const left = x - away - width;
  switch (side) {
    case 'right':
      return right + width > most && left >= 0 ? left : right;
    case 'left':
      return left < 0 && right + width <= most ? right : left;
    case 'above':
      return Math.max(0, Math.min(x - width / 2, most - width));
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
