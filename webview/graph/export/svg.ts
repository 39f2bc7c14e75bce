import { type EdgeLook, edgeLook, nodeLook, type Style } from '../draw/look.ts';
import type { Positions } from '../layout/folderMap.ts';
import type { Region } from '../layout/regions.ts';
import type { Scene } from '../model/scene.ts';

/** Around the outermost files, for their names. */
const MARGIN = 40;
const FONT_PX = 10;

/**
 * The scene as an SVG document: folders, edges, files and names, with nothing outside it needed.
 * One unit of the map is one pixel. Pure: the same scene gives the same text.
 */
export function sceneToSvg(scene: Scene, style: Style, positions: Positions, regions: readonly Region[]): string {
  // The map has y upwards.
  const at = (node: number) => ({ x: positions.x[node] as number, y: -(positions.y[node] as number) });
  const { palette } = style;
  const nodes = [...scene.nodes.keys()].flatMap((node) => {
    const look = nodeLook(scene, style, node);
    return look === undefined ? [] : [{ node, look, ...at(node) }];
  });
  nodes.sort((a, b) => a.look.level - b.look.level);
  const edges = [...scene.edges.keys()].flatMap((edge) => {
    const look = edgeLook(scene, style, edge);
    if (look === undefined) return [];
    const to = scene.model.to[edge] as number;
    const radius = nodeLook(scene, style, to)?.radius ?? 0;
    return [line(at(scene.model.from[edge] as number), at(to), radius, look)];
  });
  const box = boundsOf([
    ...nodes,
    ...regions.flatMap(({ x, y, r }) => [
      { x: x - r, y: -y - r },
      { x: x + r, y: -y + r },
    ]),
  ]);
  const name = escapeXml(palette.fontFamily);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="${box.x} ${box.y} ${box.width} ${box.height}" font-family="${name}" font-size="${FONT_PX}">`,
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${palette.background}"/>`,
    ...regions.map(
      ({ x, y, r }) =>
        `<circle cx="${round(x)}" cy="${round(-y)}" r="${round(r)}" fill="${palette.regionFill}" stroke="${palette.regionLine}"/>`,
    ),
    ...edges,
    ...nodes.map(
      ({ x, y, look }) =>
        `<circle cx="${round(x)}" cy="${round(y)}" r="${round(look.radius * 0.86)}" fill="${look.colour}" stroke="${look.borderColour}" stroke-width="${round(look.radius * 0.28)}"/>`,
    ),
    ...nodes
      .filter(({ look }) => look.label !== '' && (look.labelled || nodes.length <= 400 || look.radius > 6))
      .map(
        ({ x, y, look }) =>
          `<text x="${round(x + look.radius + 3)}" y="${round(y + FONT_PX / 3)}" fill="${palette.label}">${escapeXml(look.label)}</text>`,
      ),
    ...regions.map(
      ({ title, x, y, r }) =>
        `<text x="${round(x)}" y="${round(-y - r)}" text-anchor="middle" fill="${palette.regionLabel}">${escapeXml(title)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const HEAD = { length: 6, half: 2.5 };

/** From the middle of one file to the rim of the other. */
function line(from: Place, to: Place, radius: number, look: EdgeLook): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [dx, dy] = length === 0 ? [0, 0] : [(to.x - from.x) / length, (to.y - from.y) / length];
  const along = (distance: number, aside = 0) =>
    `${round(to.x - dx * distance - dy * aside)},${round(to.y - dy * distance + dx * aside)}`;
  const [endX, endY] = along(look.arrow ? radius + HEAD.length : radius).split(',');
  const paint = look.opacity < 1 ? ` opacity="${round(look.opacity)}"` : '';
  const stroke = `stroke="${look.colour}" stroke-width="${look.width}"`;
  const shaft = `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${endX}" y2="${endY}" ${stroke}${paint}/>`;
  if (!look.arrow) return shaft;
  const back = radius + HEAD.length;
  const head = [along(radius), along(back, HEAD.half), along(back, -HEAD.half)].join(' ');
  return `${shaft}<polygon points="${head}" fill="${look.colour}"${paint}/>`;
}

function boundsOf(places: readonly Place[]): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const { x, y } of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const x = Math.floor(left - MARGIN);
  const y = Math.floor(top - MARGIN);
  return { x, y, width: Math.ceil(right + 3 * MARGIN) - x, height: Math.ceil(bottom + MARGIN) - y };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
