import { folderOf } from '#base';
import { edgesOf, type GraphModel } from '../model/graphModel.ts';
import type { Positions } from './folderMap.ts';

/** The golden angle: steps by it fill a disc evenly (Vogel's spiral). */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Positions for a changed graph: files that were there stay where they are; a new one goes beside the files of its
 * folder, or else beside those that it is connected with, on a spiral so that several don't hide each other.
 *
 * @param known the position of a file by its path
 * @returns undefined when too few files are known for the old picture to mean anything
 */
export function carryOver(
  model: GraphModel,
  known: (path: string) => { readonly x: number; readonly y: number } | undefined,
): Positions | undefined {
  const x = new Float32Array(model.paths.length);
  const y = new Float32Array(model.paths.length);
  const missing: number[] = [];
  const folders = new Map<string, Mean>();
  const all = new Mean();
  model.paths.forEach((path, node) => {
    const place = known(path);
    if (place === undefined) {
      missing.push(node);
      return;
    }
    x[node] = place.x;
    y[node] = place.y;
    const folder = folders.get(folderOf(path)) ?? new Mean();
    folder.add(place);
    folders.set(folderOf(path), folder);
    all.add(place);
  });
  if (missing.length > model.paths.length / 2) return undefined;

  const placed = new Set(model.paths.keys());
  for (const node of missing) placed.delete(node);
  missing.forEach((node, turn) => {
    const around = folders.get(folderOf(model.paths[node] as string)) ?? neighbours(model, node, placed, x, y) ?? all;
    const radius = 14 * Math.sqrt(turn + 1);
    x[node] = around.x + radius * Math.cos(turn * GOLDEN);
    y[node] = around.y + radius * Math.sin(turn * GOLDEN);
  });
  return { x, y };
}

function neighbours(
  model: GraphModel,
  node: number,
  placed: ReadonlySet<number>,
  x: Float32Array,
  y: Float32Array,
): Mean | undefined {
  const mean = new Mean();
  const add = (end: number) => {
    if (placed.has(end)) mean.add({ x: x[end] as number, y: y[end] as number });
  };
  for (const edge of edgesOf(model.outgoing, node)) add(model.to[edge] as number);
  for (const edge of edgesOf(model.incoming, node)) add(model.from[edge] as number);
  return mean.count > 0 ? mean : undefined;
}

/** A running mean of points. */
class Mean {
  x = 0;
  y = 0;
  count = 0;

  add(point: { readonly x: number; readonly y: number }): void {
    this.count++;
    this.x += (point.x - this.x) / this.count;
    this.y += (point.y - this.y) / this.count;
  }
}
