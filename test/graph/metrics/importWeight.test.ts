import { describe, expect, test } from 'vitest';
import { importWeights } from '../../../src/graph/metrics/importWeight.ts';
import type { Adjacency, GraphView } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';
import { anyGraph, edgesOf, reaches, viewOfGraph } from '../cycles/arbitraries.ts';

describe('importWeights', () => {
  test('counts what the import loads, and as its own what is no longer loaded without it', () => {
    fc.assert(
      fc.property(anyGraph(8, 2), (graph) => {
        const view = viewOfGraph(graph);
        for (const [from, to] of edgesOf(graph)) {
          const only = loaded(onlyImport(graph, from, to), from);
          const without = loaded(withoutImport(graph, from, to), from);
          const own = only.filter((file) => !without.includes(file));
          const expected =
            from === to
              ? undefined
              : { files: only.length, bytes: bytes(view, only), ownFiles: own.length, ownBytes: bytes(view, own) };
          expect(importWeights(view, from).get(to)).toEqual(expected);
        }
      }),
    );
  });

  test('leaves type-only imports out', () => {
    expect(
      importWeights(
        viewOfGraph([[1], []], () => false),
        0,
      ).size,
    ).toBe(0);
  });
});

function onlyImport(graph: Adjacency, from: number, to: number): Adjacency {
  return graph.map((row, node) => (node === from ? [to] : row));
}

function withoutImport(graph: Adjacency, from: number, to: number): Adjacency {
  return graph.map((row, node) => (node === from ? row.filter((other) => other !== to) : row));
}

function loaded(graph: Adjacency, from: number): number[] {
  const reach = reaches(graph);
  return [...graph.keys()].filter((file) => file !== from && reach(from, file));
}

function bytes(view: GraphView, files: readonly number[]): number {
  return files.reduce((sum, file) => sum + view.file(file).bytes, 0);
}
