import { packEnclose } from 'd3-hierarchy';
import type { Circle } from './circle.ts';
import { type Positions, room } from './folderMap.ts';
import { flatten, folderTree, type TreeNode } from './folderTree.ts';

/** The circle around all files of a folder, to be drawn behind them. */
export interface Region {
  readonly folder: string;
  /** The part of the name below the region around it. */
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/**
 * The circles of all folders but the outermost, each before those inside it. They are worked out from where the files
 * are, so they hold after files were added or gone.
 */
export function regions(paths: readonly string[], { x, y }: Positions, radii: ArrayLike<number>): Region[] {
  const nodes = flatten(folderTree(paths));
  const circles = new Map<TreeNode, Circle>();
  for (const node of nodes.toReversed()) circles.set(node, circleOf(node));
  return nodes
    .filter((node) => node.file < 0 && node.parent !== undefined)
    .map((node) => {
      const above = node.parent?.path ?? '';
      const title = above === '' ? node.path : node.path.slice(above.length + 1);
      return { folder: node.path, title, ...(circles.get(node) as Circle) };
    });

  function circleOf(node: TreeNode): Circle {
    if (node.file >= 0) return { x: x[node.file] as number, y: y[node.file] as number, r: radii[node.file] as number };
    const inside = node.children.map((child) => {
      const circle = circles.get(child) as Circle;
      return { ...circle, r: circle.r + room(child) };
    });
    return packEnclose(inside) ?? { x: 0, y: 0, r: 0 };
  }
}
