import { describe, expect, it } from 'vitest';
import { stronglyConnected } from '../../../src/graph/cycles/components.ts';
import { dependentsOf, edgeGraphOf } from '../../../src/graph/rules/analysis/moduleGraph.ts';
import { reachedFromOthers, reaching, wayFinder } from '../../../src/graph/rules/analysis/reach.ts';
import { roundTrips } from '../../../src/graph/rules/analysis/roundTrips.ts';
import fc from '../../support/fastCheck.ts';

/** Rows of a graph of up to 12 nodes, with parallel edges and loops. */
const rows = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }));

const graphOf = (graphRows: number[][]) =>
  edgeGraphOf(
    graphRows.map((_, node) => `n${node}`),
    graphRows,
  );

/** By definition: the nodes that a way of at least one edge leads to, with the length of the shortest. */
function reachable(graphRows: number[][], start: number): Map<number, number> {
  const found = new Map<number, number>();
  let level = [start];
  for (let length = 1; level.length > 0; length++) {
    level = level.flatMap((node) => graphRows[node] ?? []).filter((next) => !found.has(next));
    for (const node of level) found.set(node, length);
  }
  return found;
}

/** Whether edges follow each other from one node to another. */
function leads(graph: ReturnType<typeof graphOf>, way: readonly number[], from: number, to: number): boolean {
  let at = from;
  for (const edge of way) {
    if (edge < (graph.first[at] as number) || edge >= (graph.first[at + 1] as number)) return false;
    at = graph.target[edge] as number;
  }
  return at === to;
}

describe('roundTrips', () => {
  it('finds a simple cycle for every edge within a component', () => {
    fc.assert(
      fc.property(rows, (graphRows) => {
        const graph = graphOf(graphRows);
        const { of } = stronglyConnected(graphRows);
        const cycleOf = roundTrips(graph, of);
        graphRows.forEach((_, from) => {
          for (let edge = graph.first[from] as number; edge < (graph.first[from + 1] as number); edge++) {
            if (of[from] !== of[graph.target[edge] as number]) continue;
            const cycle = cycleOf(from, edge);
            expect(cycle[0]).toBe(edge);
            expect(leads(graph, cycle, from, from)).toBe(true);
            expect(new Set(cycle.map((step) => graph.target[step])).size).toBe(cycle.length);
          }
        });
      }),
    );
  });
});

describe('reach', () => {
  it('knows what is reached from another node than itself', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(11)), (graphRows, starts) => {
        const sources = [...new Set(starts.filter((start) => start < graphRows.length))];
        const isReached = reachedFromOthers(graphOf(graphRows), sources);
        graphRows.forEach((_, node) => {
          const expected = sources.some((source) => source !== node && reachable(graphRows, source).has(node));
          expect(isReached(node)).toBe(expected);
        });
      }),
    );
  });

  it('finds shortest ways to whatever can be reached', () => {
    fc.assert(
      fc.property(rows, fc.nat(11), (graphRows, target) => {
        const graph = graphOf(graphRows);
        if (target >= graphRows.length) return;
        const within = reaching(dependentsOf(graph), [target]);
        const walkFrom = wayFinder(graph, within);
        graphRows.forEach((_, start) => {
          if (start === target) return;
          const way = walkFrom(start)(target);
          expect(way.length).toBe(reachable(graphRows, start).get(target) ?? 0);
          if (way.length > 0) expect(leads(graph, way, start, target)).toBe(true);
        });
      }),
    );
  });
});
