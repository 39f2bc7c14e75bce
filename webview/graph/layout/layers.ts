import { edgesOf, type GraphModel } from '../model/graphModel.ts';
import type { Positions } from './folderMap.ts';

/** Room for a row and for a column of labels, in the units of the map. */
const ROW = 20;
const COLUMN = 170;
/** A layer of more files than this is broken into several columns, so that the whole keeps the shape of a screen. */
const LEAST_ROWS = 30;
const WIDTH_TO_HEIGHT = 1.4;

/**
 * Arranges a part of the graph in columns by layer, so that dependencies point to the right. Within a layer the files
 * are ordered by the middle of their neighbours one layer further in (Sugiyama's barycentre heuristic, 1981), one
 * sweep outwards from layer 0. Files that are not in `layers` keep the position 0, 0.
 */
export function layerColumns(model: GraphModel, layers: ReadonlyMap<number, number>): Positions {
  const x = new Float32Array(model.paths.length);
  const y = new Float32Array(model.paths.length);
  const byLayer = Map.groupBy(layers.keys(), (node) => layers.get(node) as number);
  const outwards = [...byLayer.keys()].sort((a, b) => Math.abs(a) - Math.abs(b) || b - a);
  const mostRows = Math.max(LEAST_ROWS, Math.ceil(Math.sqrt((layers.size * COLUMN) / ROW / WIDTH_TO_HEIGHT)));
  const height = new Map<number, number>();
  const columns = new Map<number, number>();
  for (const layer of outwards) {
    const nodes = (byLayer.get(layer) as number[]).toSorted((a, b) => compare(model.paths[a], model.paths[b]));
    const middle = new Map(nodes.map((node) => [node, barycentre(model, node, height)]));
    nodes.sort((a, b) => (middle.get(a) as number) - (middle.get(b) as number));
    const wide = Math.ceil(nodes.length / mostRows);
    const rows = Math.ceil(nodes.length / wide);
    columns.set(layer, wide);
    nodes.forEach((node, at) => {
      // The canvas of the graph has y upwards.
      y[node] = ((rows - 1) / 2 - (at % rows)) * ROW;
      x[node] = Math.floor(at / rows) * COLUMN;
      height.set(node, -(y[node] as number));
    });
  }
  let left = 0;
  for (const layer of [...byLayer.keys()].sort((a, b) => a - b)) {
    for (const node of byLayer.get(layer) as number[]) x[node] = (x[node] as number) + left;
    left += (columns.get(layer) as number) * COLUMN;
  }
  return { x, y };
}

/** The mean height of the neighbours that have their place; 0 without any. */
function barycentre(model: GraphModel, node: number, height: ReadonlyMap<number, number>): number {
  let sum = 0;
  let placed = 0;
  const add = (neighbour: number | undefined) => {
    const at = height.get(neighbour as number);
    if (at === undefined) return;
    sum += at;
    placed++;
  };
  for (const edge of edgesOf(model.outgoing, node)) add(model.to[edge]);
  for (const edge of edgesOf(model.incoming, node)) add(model.from[edge]);
  return placed === 0 ? 0 : sum / placed;
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
