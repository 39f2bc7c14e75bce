import type { Positions } from '../layout/folderMap.ts';
import { FILE_PX, type FileName, FOLDER_PX, placeNames } from './names.ts';
import type { MapView } from './overlay.ts';
import type { Palette } from './palette.ts';
import type { RegionOnScreen } from './regionLayer.ts';

/** More names than this can't be read, and take longer to draw than the graph. */
const MOST_NAMES = 160;

/** Draws names on a halo of the background, so that edges don't cross them. */
export function drawNames(
  context: CanvasRenderingContext2D,
  files: readonly FileName[],
  regions: readonly RegionOnScreen[],
  positions: Positions,
  view: MapView,
  palette: Palette,
): void {
  const fontOf = (px: number) => `${px}px ${palette.fontFamily}`;
  const widthOf = (text: string, px: number) => {
    context.font = fontOf(px);
    return context.measureText(text).width;
  };
  const names = placeNames(files, regions, positions, view, MOST_NAMES, widthOf);
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = palette.halo;
  for (const { text, of, x, y } of names) {
    context.font = fontOf(of === 'file' ? FILE_PX : FOLDER_PX);
    context.fillStyle = of === 'file' ? palette.label : palette.regionLabel;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
