import { type EdgeLook, edgeLook, type NodeLook, nodeLook, OUTER_RING, RING, type Style } from '../draw/look.ts';
import { FILE_PX, FOLDER_PX, fileNames, placeNames } from '../draw/names.ts';
import type { MapView } from '../draw/overlay.ts';
import type { Palette } from '../draw/palette.ts';
import { regionsOnScreen } from '../draw/regionLayer.ts';
import type { Positions } from '../layout/folderMap.ts';
import type { Region } from '../layout/regions.ts';
import type { Scene } from '../model/scene.ts';
import { type Point, polyline } from './svgLines.ts';

/** Around the outermost files, and to the right of them, where their names are. */
const MARGIN = 40;
const NAME_MARGIN = 160;
/** Pixels of a unit of the map, so that names have room; columns are laid out in pixels already. */
const MAP_SCALE = 3;
/** The mean width of a letter, as a share of the size of the font: nothing can be measured here. */
const LETTER = 0.56;

/**
 * The scene as an SVG document: folders, edges, files and names, with nothing outside it needed.
 * Pure: the same scene gives the same text.
 */
export function sceneToSvg(scene: Scene, style: Style, positions: Positions, regions: readonly Region[]): string {
  const { palette } = style;
  const view = wholeMap(scene, positions, scene.layers ? 1 : MAP_SCALE);
  const at = (node: number): Point => ({
    x: view.toX(positions.x[node] as number),
    y: view.toY(positions.y[node] as number),
  });
  const circles = regionsOnScreen(regions, view);
  const files = [...scene.nodes.keys()]
    .map((node) => ({ node, look: nodeLook(scene, style, node) }))
    .filter((file): file is { node: number; look: NodeLook } => file.look !== undefined)
    .sort((a, b) => a.look.level - b.look.level);
  const names = placeNames(fileNames(scene, style), circles, positions, view, Number.POSITIVE_INFINITY, widthOf);
  const size = `width="${view.width}" height="${view.height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${view.width} ${view.height}">`,
    `<rect ${size} fill="${palette.background}"/>`,
    ...circles.map(({ x, y, r }) => circle({ x, y }, r, palette.regionFill, palette.regionLine, 1)),
    ...edges(scene, style, at, view.fileScale),
    ...files.flatMap(({ node, look }) => disc(at(node), look.radius * view.fileScale, look)),
    `<g font-family="${escapeXml(palette.fontFamily)}" dominant-baseline="central">`,
    ...names.map(({ text, of, x, y }) => {
      const [px, colour] = of === 'file' ? [FILE_PX, palette.label] : [FOLDER_PX, palette.regionLabel];
      return `<text x="${round(x)}" y="${round(y)}" font-size="${px}" fill="${colour}" ${halo(palette)}>${escapeXml(text)}</text>`;
    }),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The rings are inside the circle, as on the screen. */
function disc(centre: Point, radius: number, { colour, borderColour, outerColour }: NodeLook): string[] {
  const ring = radius * RING;
  if (outerColour === undefined) return [circle(centre, radius - ring / 2, colour, borderColour, ring)];
  const outer = radius * OUTER_RING;
  return [
    circle(centre, radius - outer / 2, 'none', outerColour, outer),
    circle(centre, radius - outer - ring / 2, colour, borderColour, ring),
  ];
}

function edges(scene: Scene, style: Style, at: (node: number) => Point, scale: number): string[] {
  const { model } = scene;
  return [...scene.edges.keys()].flatMap((edge) => {
    const look: EdgeLook | undefined = edgeLook(scene, style, edge);
    if (look === undefined) return [];
    const to = model.to[edge] as number;
    const radius = (nodeLook(scene, style, to)?.radius ?? 0) * scale;
    return [polyline(at(model.from[edge] as number), at(to), radius, look)];
  });
}

/** A view that shows everything that is drawn; the map has y upwards. */
function wholeMap(scene: Scene, { x, y }: Positions, scale: number): MapView {
  let [left, right, bottom, top] = [0, 0, 0, 0];
  scene.nodes.forEach((role, node) => {
    if (role === 0) return;
    left = Math.min(left, x[node] as number);
    right = Math.max(right, x[node] as number);
    bottom = Math.min(bottom, y[node] as number);
    top = Math.max(top, y[node] as number);
  });
  return {
    width: Math.ceil((right - left) * scale + MARGIN + NAME_MARGIN),
    height: Math.ceil((top - bottom) * scale + 2 * MARGIN),
    scale,
    fileScale: scale,
    toX: (mapX) => (mapX - left) * scale + MARGIN,
    toY: (mapY) => (top - mapY) * scale + MARGIN,
  };
}

function circle({ x, y }: Point, r: number, fill: string, stroke: string, width: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}" stroke="${stroke}" stroke-width="${round(width)}"/>`;
}

function halo(palette: Palette): string {
  return `stroke="${palette.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
}

function widthOf(text: string, px: number): number {
  return text.length * px * LETTER;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
