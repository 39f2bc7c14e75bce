import { DirectedGraph } from 'graphology';
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types';
import { parseColour } from '../../ui/theme.ts';
import type { Positions } from '../layout/folderMap.ts';
import type { GraphModel } from '../model/graphModel.ts';
import type { Scene } from '../model/scene.ts';
import { edgeLook, nodeLook, OUTER_RING, type Style } from './look.ts';

/** What sigma keeps of a node; its key is the number of the file. */
export interface NodeAttributes {
  x: number;
  y: number;
  readonly node: number;
}

export interface EdgeAttributes {
  readonly edge: number;
}

/** How an edge is drawn. */
export type EdgeType = 'thin' | 'fine' | 'arrow' | 'curve';

export type SigmaGraph = DirectedGraph<NodeAttributes, EdgeAttributes>;

/** The graph in sigma's terms. How things look is not in it: that is asked for by number, in the reducers. */
export function sigmaGraph({ paths, from, to }: GraphModel, { x, y }: Positions): SigmaGraph {
  const graph: SigmaGraph = new DirectedGraph<NodeAttributes, EdgeAttributes>();
  for (let node = 0; node < paths.length; node++) {
    graph.addNode(node, { x: x[node] as number, y: y[node] as number, node });
  }
  for (let edge = 0; edge < from.length; edge++) graph.addEdgeWithKey(edge, from[edge], to[edge], { edge });
  return graph;
}

/** Moves all nodes. It writes past graphology's events: 10,000 of them would take longer than the picture. */
export function moveNodes(graph: SigmaGraph, { x, y }: Positions): void {
  graph.forEachNode((_, attributes) => {
    attributes.x = x[attributes.node] as number;
    attributes.y = y[attributes.node] as number;
  });
}

/** sigma's data of one node, in its present look. */
export function nodeData(scene: Scene, style: Style, { x, y, node }: NodeAttributes): Partial<NodeDisplayData> {
  const look = nodeLook(scene, style, node);
  if (look === undefined) return { x, y, hidden: true };
  const data = {
    x,
    y,
    size: look.radius * enlargement(scene.model.paths.length),
    color: look.colour,
    // Read by the border program under these names.
    borderColor: look.borderColour,
    outerColor: look.outerColour ?? look.borderColour,
    outerSize: look.outerColour === undefined ? 0 : OUTER_RING,
    label: look.fullName,
    zIndex: look.level,
  };
  return data;
}

/** On the map of a large workspace files would be smaller than a pixel; zooming in, they part again. */
function enlargement(files: number): number {
  return Math.min(2.5, Math.max(1, Math.sqrt(files / 2000)));
}

/** Few edges are drawn smooth; of many, nobody can tell. */
const MOST_FINE = 6000;

/** sigma's data of one edge, in its present look. */
export function edgeData(scene: Scene, style: Style, { edge }: EdgeAttributes): Partial<EdgeDisplayData> {
  const look = edgeLook(scene, style, edge);
  if (look === undefined) return { hidden: true, type: 'thin' satisfies EdgeType };
  const straight: EdgeType = look.arrow ? 'arrow' : scene.shown.edges <= MOST_FINE ? 'fine' : 'thin';
  const type: EdgeType = look.curved ? 'curve' : straight;
  // sigma never draws an edge thinner than its setting `minEdgeThickness`: so small a size gives that at any zoom.
  return { type, size: 0.001, color: premultiplied(look.colour, look.opacity) };
}

/** sigma's edge programs add what they draw to `1 - alpha` of what is there: colours have to be multiplied before. */
function premultiplied(colour: string, opacity: number): string {
  const key = `${colour}/${opacity}`;
  let text = multiplied.get(key);
  if (text === undefined) {
    const [red, green, blue, alpha] = parseColour(colour) ?? [0, 0, 0, 1];
    const share = alpha * opacity;
    text = `rgba(${Math.round(red * share)},${Math.round(green * share)},${Math.round(blue * share)},${share})`;
    multiplied.set(key, text);
  }
  return text;
}

const multiplied = new Map<string, string>();
