import { expect, it } from 'vitest';
import { membersOf, stronglyConnected } from '../../../src/graph/cycles/components.ts';
import { edgeNumber, strongBridges } from '../../../src/graph/cycles/strongBridges.ts';
import type { Adjacency } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';

const without = (graph: Adjacency, from: number, to: number): Adjacency =>
  graph.with(from, graph[from]?.filter((target) => target !== to) ?? []);

/** By the definition: the edges that leave more than one component when they go. */
function byDefinition(graph: Adjacency): Set<number> {
  const edges = graph.flatMap((row, from) => row.map((to) => [from, to] as const));
  const needed = edges.filter(([from, to]) => stronglyConnected(without(graph, from, to)).count > 1);
  return new Set(needed.map(([from, to]) => edgeNumber(from, to, graph.length)));
}

it('finds the edges that hold a strongly connected graph together', () => {
  const size = fc.integer({ min: 1, max: 12 });
  const graphs = size.chain((nodes) =>
    fc.array(fc.uniqueArray(fc.nat(nodes - 1), { maxLength: 3 }), { minLength: nodes, maxLength: nodes }),
  );
  let checked = 0;
  fc.assert(
    fc.property(graphs, (rows) => {
      for (const members of membersOf(stronglyConnected(rows))) {
        const graph = members.map((node) =>
          (rows[node] ?? []).map((to) => members.indexOf(to)).filter((at) => at >= 0),
        );
        expect(strongBridges(graph)).toEqual(byDefinition(graph));
        if (members.length > 2) checked++;
      }
    }),
    { numRuns: 3000 },
  );
  expect(checked).toBeGreaterThan(500);
});

it('walks long chains without recursion', () => {
  const size = 20_000;
  const ring = Array.from({ length: size }, (_, at) => [(at + 1) % size]);
  expect(strongBridges(ring).size).toBe(size);
});
