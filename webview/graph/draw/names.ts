import type { Positions } from '../layout/folderMap.ts';
import { NodeRole, type Scene } from '../model/scene.ts';
import { type NodeLook, nodeLook, type Style } from './look.ts';
import type { OverlayView } from './overlay.ts';
import type { Palette } from './palette.ts';
import type { RegionOnScreen } from './regionLayer.ts';

export const FILE_PX = 12;
const FOLDER_PX = 11;
const GAP_PX = 4;
/** Files smaller than this on the screen have no name, unless they are brought out. */
const SMALLEST_PX = 5;
/** So far outside the view a file's name can still reach into it. */
const MARGIN_PX = 200;
/** More names than this can't be read, and take longer to draw than the graph. */
const MOST_NAMES = 160;

/** The names of a scene's files, the important first. */
export interface FileName {
  readonly node: number;
  readonly text: string;
  readonly radius: number;
  readonly side: NodeLook['side'];
  /** To be drawn however small the file is. */
  readonly always: boolean;
}

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
 * Draws the names of files and folders so that none covers another: files that are brought out go first, then
 * folders, then the other files by their size. A name without room is left out.
 */
export function drawNames(
  context: CanvasRenderingContext2D,
  files: readonly FileName[],
  regions: readonly RegionOnScreen[],
  { x, y }: Positions,
  view: OverlayView,
  palette: Palette,
): void {
  const taken: Box[] = [];
  const fileFont = `${FILE_PX}px ${palette.fontFamily}`;
  const firstOther = files.findIndex(({ always }) => !always);
  const [always, others] = firstOther === -1 ? [files, []] : [files.slice(0, firstOther), files.slice(firstOther)];
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = palette.halo;

  drawFiles(always);
  context.font = `${FOLDER_PX}px ${palette.fontFamily}`;
  context.fillStyle = palette.regionLabel;
  for (const region of regions) {
    const half = context.measureText(region.title).width / 2;
    if (half > region.r * 1.2) continue;
    draw(region.title, region.x - half, region.y - region.r, 2 * half, FOLDER_PX);
  }
  drawFiles(others);

  function drawFiles(names: readonly FileName[]): void {
    context.font = fileFont;
    context.fillStyle = palette.label;
    for (const { node, text, radius, side, always: forced } of names) {
      if (taken.length >= MOST_NAMES) return;
      const size = radius * view.fileScale;
      // They come by size: what follows is smaller still.
      if (size < SMALLEST_PX && !forced) return;
      const atX = view.toX(x[node] as number);
      const atY = view.toY(y[node] as number);
      if (atX < -MARGIN_PX || atX > view.width + MARGIN_PX || atY < 0 || atY > view.height) continue;
      const width = context.measureText(text).width;
      const away = size + GAP_PX;
      const left = { right: atX + away, left: atX - away - width, above: atX - width / 2 }[side];
      draw(text, left, side === 'above' ? atY - away - FILE_PX / 2 : atY, width, FILE_PX);
    }
  }

  function draw(text: string, left: number, middle: number, width: number, height: number): void {
    const box = {
      left: left - 2,
      right: left + width + 2,
      top: middle - height / 2 - 1,
      bottom: middle + height / 2 + 1,
    };
    if (taken.some((other) => overlap(other, box))) return;
    taken.push(box);
    context.strokeText(text, left, middle);
    context.fillText(text, left, middle);
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
