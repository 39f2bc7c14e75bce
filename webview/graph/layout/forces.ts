import { UndirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { Positions } from './folderMap.ts';

/** Iterations between two pictures, and in all: enough for 10,000 files to come to rest. */
const ROUND = 20;
const ROUNDS = 30;

/**
 * Lets dependencies alone decide who is near whom: ForceAtlas2 (Jacomy et al., 2014), starting from given positions.
 * Files without any dependency would only drift outwards, so they stay out of it and end on rings around the rest.
 * The picture keeps the extent that it started with. Yields after every round of iterations.
 */
export function* forces(
  start: Positions,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  radii: ArrayLike<number>,
): Generator<Positions> {
  const graph = new UndirectedGraph();
  for (let edge = 0; edge < from.length; edge++) {
    for (const node of [from[edge] as number, to[edge] as number]) {
      graph.mergeNode(node, { x: start.x[node], y: start.y[node], size: radii[node] });
    }
    graph.mergeEdge(from[edge], to[edge]);
  }
  const extent = radiusOf(start);
  if (graph.order < 3) return;
  for (let round = 1; round <= ROUNDS; round++) {
    forceAtlas2.assign(graph, {
      iterations: ROUND,
      // The last rounds push overlapping files apart.
      settings: { ...forceAtlas2.inferSettings(graph), gravity: 0.2, adjustSizes: round > ROUNDS - 5 },
    });
    const positions = { x: start.x.slice(), y: start.y.slice() };
    graph.forEachNode((node, { x, y }) => {
      positions.x[Number(node)] = x;
      positions.y[Number(node)] = y;
    });
    yield withExtent(positions, extent, graph);
  }
}

/** Scales to the extent wanted and sets the files that took no part on rings around the others. */
function withExtent(positions: Positions, extent: number, graph: UndirectedGraph): Positions {
  const { x, y } = positions;
  const size = x.length;
  let [middleX, middleY] = [0, 0];
  graph.forEachNode((_, node) => {
    middleX += node.x / graph.order;
    middleY += node.y / graph.order;
  });
  let reach = 1;
  graph.forEachNode((_, node) => {
    reach = Math.max(reach, Math.hypot(node.x - middleX, node.y - middleY));
  });
  const scale = extent / reach;
  let alone = 0;
  for (let node = 0; node < size; node++) {
    if (graph.hasNode(node)) {
      x[node] = ((x[node] as number) - middleX) * scale;
      y[node] = ((y[node] as number) - middleY) * scale;
      continue;
    }
    const perRing = Math.floor((extent * 2 * Math.PI) / 16);
    const ring = extent * 1.05 + 16 * Math.floor(alone / perRing);
    const angle = (2 * Math.PI * (alone % perRing)) / perRing;
    x[node] = ring * Math.cos(angle);
    y[node] = ring * Math.sin(angle);
    alone++;
  }
  return positions;
}

function radiusOf({ x, y }: Positions): number {
  let reach = 1;
  for (let node = 0; node < x.length; node++) reach = Math.max(reach, Math.hypot(x[node] as number, y[node] as number));
  return reach;
}
