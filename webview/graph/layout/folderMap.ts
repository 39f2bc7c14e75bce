import { forceCollide, forceLink, forceSimulation, forceX, forceY } from 'd3-force';
import { packEnclose, packSiblings } from 'd3-hierarchy';
import type { Circle } from './circle.ts';
import { flatten, folderTree, type TreeNode } from './folderTree.ts';
import { turnTowardsNeighbours } from './turn.ts';

/** Positions by number of file. Units are those of the radii. */
export interface Positions {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

interface Link {
  readonly source: Circle;
  readonly target: Circle;
  readonly weight: number;
}

const ROOM_AROUND_FILE = 1.5;
const ROOM_AROUND_FOLDER = 4;
/** Pull towards the middle while links arrange a folder, and while it is closed up afterwards. */
const LOOSE_PULL = 0.08;
const CLOSING_PULL = 0.03;
const CLOSING_TICKS = 30;

/**
 * A map of the workspace: every folder is a circle with its files and folders inside, neighbours where they depend on
 * each other. Each folder is packed on its own, the innermost first: circle packing (Wang et al., "Visualization of
 * large hierarchical data by circle packing", 2006), then forces between the siblings; in the end each folder is
 * turned towards what it depends on. Nothing is random: the same files and edges give the same map.
 *
 * @param radii of each file
 */
export function folderMap(
  paths: readonly string[],
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  radii: ArrayLike<number>,
): Positions {
  const nodes = flatten(folderTree(paths));
  const fileNodes: TreeNode[] = [];
  for (const node of nodes) if (node.file >= 0) fileNodes[node.file] = node;
  const circles = new Map(nodes.map((node): [TreeNode, Circle] => [node, { x: 0, y: 0, r: radii[node.file] ?? 0 }]));
  const links = siblingLinks(fileNodes, from, to, circles);
  for (const folder of nodes.toReversed()) {
    if (folder.file < 0) arrange(folder, circles, links.get(folder) ?? []);
  }
  turnTowardsNeighbours(nodes, fileNodes, circles, from, to);

  const x = new Float32Array(paths.length);
  const y = new Float32Array(paths.length);
  const centres = new Map<TreeNode | undefined, { x: number; y: number }>([[undefined, { x: 0, y: 0 }]]);
  for (const node of nodes) {
    const circle = circles.get(node) as Circle;
    const parent = centres.get(node.parent) ?? { x: 0, y: 0 };
    centres.set(node, { x: parent.x + circle.x, y: parent.y + circle.y });
    if (node.file >= 0) {
      x[node.file] = parent.x + circle.x;
      y[node.file] = parent.y + circle.y;
    }
  }
  return { x, y };
}

/** Edges lifted to the level where their two ends are siblings, summed up, by the folder that they lie in. */
function siblingLinks(
  fileNodes: readonly TreeNode[],
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  circles: ReadonlyMap<TreeNode, Circle>,
): Map<TreeNode | undefined, Link[]> {
  const weights = new Map<TreeNode, Map<TreeNode, number>>();
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = siblings(fileNodes[from[edge] as number] as TreeNode, fileNodes[to[edge] as number] as TreeNode);
    const [first, second] = a.path < b.path ? [a, b] : [b, a];
    const row = weights.get(first) ?? new Map<TreeNode, number>();
    row.set(second, (row.get(second) ?? 0) + 1);
    weights.set(first, row);
  }
  const links = new Map<TreeNode | undefined, Link[]>();
  for (const [a, row] of weights) {
    const list = links.get(a.parent) ?? [];
    for (const [b, weight] of row) {
      list.push({ source: circles.get(a) as Circle, target: circles.get(b) as Circle, weight });
    }
    links.set(a.parent, list);
  }
  return links;
}

/** The ancestors of two files that lie in the same folder. */
function siblings(a: TreeNode, b: TreeNode): [TreeNode, TreeNode] {
  let [left, right] = [a, b];
  while (left.parent !== right.parent) {
    if (left.depth >= right.depth && left.parent) left = left.parent;
    else if (right.parent) right = right.parent;
  }
  return [left, right];
}

/** What is kept free around a circle. */
export function room(node: TreeNode): number {
  return node.file >= 0 ? ROOM_AROUND_FILE : ROOM_AROUND_FOLDER;
}

/** Places what is in a folder around its middle and gives the folder the radius that encloses it. */
function arrange(folder: TreeNode, circles: ReadonlyMap<TreeNode, Circle>, links: readonly Link[]): void {
  const inside = folder.children.map((node) => ({ node, circle: circles.get(node) as Circle }));
  for (const { node, circle } of inside) circle.r += room(node);
  const largestFirst = inside.map(({ circle }) => circle).sort((a, b) => b.r - a.r);
  packSiblings(largestFirst);
  if (links.length > 0 && inside.length > 2) bringLinkedTogether(largestFirst, links);
  // A copy, for packEnclose reorders what it is given.
  const around = packEnclose([...largestFirst]) ?? { x: 0, y: 0, r: 0 };
  for (const { node, circle } of inside) {
    circle.x -= around.x;
    circle.y -= around.y;
    circle.r -= room(node);
  }
  const own = circles.get(folder) as Circle;
  own.r = around.r;
}

function bringLinkedTogether(circles: Circle[], links: readonly Link[]): void {
  const degree = new Map<Circle, number>();
  for (const { source, target } of links) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  // d3 replaces the ends of links by its own bookkeeping: it gets copies.
  const pull = forceLink<Circle, { source: Circle; target: Circle; weight: number }>(links.map((link) => ({ ...link })))
    .distance(({ source, target }) => source.r + target.r)
    .strength(({ source, target, weight }) => {
      const fewest = Math.min(degree.get(source) ?? 1, degree.get(target) ?? 1);
      return Math.min(0.7, (0.5 * Math.log2(1 + weight)) / fewest);
    });
  const ticks = Math.max(30, Math.min(120, Math.round(20_000 / circles.length)));
  const apart = forceCollide<Circle>((circle) => circle.r);
  const simulation = forceSimulation(circles)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .force('apart', apart)
    .force('x', forceX(0).strength(LOOSE_PULL))
    .force('y', forceY(0).strength(LOOSE_PULL))
    .force('links', pull)
    .tick(ticks);
  // What overlaps still is set right while the folder closes up.
  apart.iterations(3);
  simulation
    .force('links', null)
    .force('x', forceX(0).strength(CLOSING_PULL))
    .force('y', forceY(0).strength(CLOSING_PULL))
    .alpha(0.3)
    .tick(CLOSING_TICKS);
}
