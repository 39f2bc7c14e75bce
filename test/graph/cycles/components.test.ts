import { expect, test } from 'vitest';
import { condensation, membersOf, stronglyConnected } from '../../../src/graph/cycles/components.ts';
import fc from '../../support/fastCheck.ts';
import { anyGraph, edgesOf, graphOf, reaches } from './arbitraries.ts';

test('two nodes are in one component exactly when each reaches the other', () => {
  fc.assert(
    fc.property(anyGraph(12), (graph) => {
      const { of } = stronglyConnected(graph);
      const reach = reaches(graph);
      for (const [a] of graph.entries()) {
        for (const [b] of graph.entries()) {
          const together = a === b || (reach(a, b) && reach(b, a));
          expect(of[a] === of[b]).toBe(together);
        }
      }
    }),
  );
});

test('edges between components lead to lower numbers, and the condensation has just those', () => {
  fc.assert(
    fc.property(anyGraph(20), (graph) => {
      const components = stronglyConnected(graph);
      const between = edgesOf(graph)
        .map(([from, to]): [number, number] => [components.of[from] as number, components.of[to] as number])
        .filter(([from, to]) => from !== to);
      for (const [from, to] of between) expect(from).toBeGreaterThan(to);
      expect(condensation(graph, components)).toEqual(graphOf(components.count, between));
    }),
  );
});

test('a chain of 200,000 nodes does not overflow the stack', () => {
  const size = 200_000;
  const ring = Array.from({ length: size }, (_, node) => [(node + 1) % size]);
  expect(stronglyConnected(ring).count).toBe(1);
  expect(membersOf(stronglyConnected(ring))[0]).toHaveLength(size);
});
