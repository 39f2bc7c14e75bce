import type { Circle } from './circle.ts';
import type { TreeNode } from './folderTree.ts';

/**
 * Turns every folder about its middle, outermost first, so that its parts face what they are connected with outside.
 * For a part at angle t in its folder that wants to face angle w, the sum of cos(w - t - turn) over all of them is
 * largest at turn = atan2(sum of sin(w - t), sum of cos(w - t)); distances within a folder don't change.
 */
export function turnTowardsNeighbours(
  nodes: readonly TreeNode[],
  fileNodes: readonly TreeNode[],
  circles: ReadonlyMap<TreeNode, Circle>,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): void {
  const edgesByFolder = crossingEdges(fileNodes, from, to);
  for (const folder of nodes) {
    const crossing = edgesByFolder.get(folder);
    if (crossing === undefined) continue;
    const middle = absolute(folder, circles);
    let sine = 0;
    let cosine = 0;
    for (const [part, outside] of crossing) {
      const own = absolute(part, circles);
      const other = absolute(outside, circles);
      const angle = Math.atan2(other.y - middle.y, other.x - middle.x) - Math.atan2(own.y - middle.y, own.x - middle.x);
      // What lies further out gains more from the turn.
      const weight = Math.hypot(own.x - middle.x, own.y - middle.y);
      sine += weight * Math.sin(angle);
      cosine += weight * Math.cos(angle);
    }
    if (sine === 0 && cosine === 0) continue;
    turn(folder, circles, Math.atan2(sine, cosine));
  }
}

/** For each folder the edges that leave it: the part of the folder that an edge starts or ends in, and the file outside. */
function crossingEdges(
  fileNodes: readonly TreeNode[],
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): Map<TreeNode, [TreeNode, TreeNode][]> {
  const crossing = new Map<TreeNode, [TreeNode, TreeNode][]>();
  const add = (inside: TreeNode, outside: TreeNode) => {
    const beyond = ancestors(outside);
    for (let part = inside; part.parent !== undefined && !beyond.has(part.parent); part = part.parent) {
      const list = crossing.get(part.parent);
      if (list === undefined) crossing.set(part.parent, [[part, outside]]);
      else list.push([part, outside]);
    }
  };
  for (let edge = 0; edge < from.length; edge++) {
    const a = fileNodes[from[edge] as number] as TreeNode;
    const b = fileNodes[to[edge] as number] as TreeNode;
    add(a, b);
    add(b, a);
  }
  return crossing;
}

/** The folders around a node. */
function ancestors(node: TreeNode): Set<TreeNode> {
  const folders = new Set<TreeNode>();
  for (let folder = node.parent; folder !== undefined; folder = folder.parent) folders.add(folder);
  return folders;
}

function absolute(node: TreeNode, circles: ReadonlyMap<TreeNode, Circle>): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (let at: TreeNode | undefined = node; at !== undefined; at = at.parent) {
    const circle = circles.get(at) as Circle;
    x += circle.x;
    y += circle.y;
  }
  return { x, y };
}

/** Positions are relative to the folder around: its parts move round it, what is inside them keeps its angle. */
function turn(folder: TreeNode, circles: ReadonlyMap<TreeNode, Circle>, angle: number): void {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  for (const child of folder.children) {
    const circle = circles.get(child) as Circle;
    const { x, y } = circle;
    circle.x = x * cosine - y * sine;
    circle.y = x * sine + y * cosine;
  }
}
