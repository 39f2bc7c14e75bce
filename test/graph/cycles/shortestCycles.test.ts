import { expect, test } from 'vitest';
import { shortestCycles } from '../../../src/graph/cycles/shortestCycles.ts';
import type { Adjacency } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';
import { anyGraph, edgesOf, graphOf } from './arbitraries.ts';

/** Every simple cycle, from its smallest node on. */
function allCycles(graph: Adjacency): number[][] {
  const cycles: number[][] = [];
  const walk = (path: number[]) => {
    const start = path[0] as number;
    for (const next of graph[path.at(-1) as number] as readonly number[]) {
      if (next === start) cycles.push([...path]);
      else if (next > start && !path.includes(next)) walk([...path, next]);
    }
  };
  for (const [node] of graph.entries()) walk([node]);
  return cycles;
}

function hasEdge(cycle: readonly number[], [from, to]: readonly [number, number]): boolean {
  return cycle.some((node, at) => node === from && cycle[(at + 1) % cycle.length] === to);
}

test('shows each wanted edge on a cycle as short as any through it, and no cycle twice', () => {
  fc.assert(
    fc.property(anyGraph(7, 2.5), fc.func(fc.boolean()), (graph, wanted) => {
      const every = allCycles(graph);
      const shown = shortestCycles(graph, wanted, Infinity);
      for (const cycle of shown) expect(every).toContainEqual(cycle);
      expect(new Set(shown.map(String)).size).toBe(shown.length);
      for (const edge of edgesOf(graph)) {
        if (!wanted(...edge)) continue;
        const shortest = (cycles: readonly (readonly number[])[]) =>
          Math.min(...cycles.filter((cycle) => hasEdge(cycle, edge)).map((cycle) => cycle.length));
        expect(shortest(shown)).toBe(shortest(every));
      }
    }),
  );
});

test('keeps the shortest when there are too many', () => {
  const rings = graphOf(9, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 0],
    [4, 5],
    [5, 4],
    [6, 7],
    [7, 8],
    [8, 6],
  ]);
  expect(shortestCycles(rings, () => true, 2)).toEqual([
    [4, 5],
    [6, 7, 8],
  ]);
});
