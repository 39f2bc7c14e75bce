import type { Region } from '../layout/regions.ts';
import type { MapView } from './overlay.ts';
import type { Palette } from './palette.ts';

/** Circles smaller than this on the screen only make it restless. */
const SMALLEST_PX = 12;

/** A folder's circle in pixels of the view. */
export interface RegionOnScreen {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** The folders that can be seen, each before those inside it. */
export function regionsOnScreen(regions: readonly Region[], view: MapView): RegionOnScreen[] {
  return regions
    .map(({ title, x, y, r }) => ({ title, x: view.toX(x), y: view.toY(y), r: r * view.scale }))
    .filter(({ x, y, r }) => r >= SMALLEST_PX && x + r > 0 && x - r < view.width && y + r > 0 && y - r < view.height);
}

/** Draws the folders, for what lies behind the graph. */
export function drawRegions(
  context: CanvasRenderingContext2D,
  regions: readonly RegionOnScreen[],
  palette: Palette,
): void {
  context.fillStyle = palette.regionFill;
  context.strokeStyle = palette.regionLine;
  context.lineWidth = 1;
  for (const { x, y, r } of regions) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
