import { expect, test } from 'vitest';
import { condensation, stronglyConnected } from '../../../src/graph/cycles/components.ts';
import { bitWeigher, closureBlocks, loadsOf } from '../../../src/graph/metrics/closure.ts';
import fc from '../../support/fastCheck.ts';
import { anyGraph, reaches, viewOfGraph } from '../cycles/arbitraries.ts';

test('every component reaches itself and what a walk reaches, however small the blocks', () => {
  fc.assert(
    fc.property(anyGraph(80, 1.2), fc.constantFrom(1, 150, 10_000), (graph, mostWords) => {
      const components = stronglyConnected(graph);
      const dag = condensation(graph, components);
      const reach = reaches(dag);
      const weights = Float64Array.from(dag, (_, component) => component + 1);
      const sums = new Array<number>(dag.length).fill(0);
      for (const block of closureBlocks(dag, mostWords)) {
        const weigh = bitWeigher(weights, block);
        for (const component of dag.keys()) {
          for (let word = 0; word < block.words; word++) {
            sums[component] =
              (sums[component] as number) + weigh(word, block.rows[component * block.words + word] as number);
          }
        }
      }
      const expected = [...dag.keys()].map((from) =>
        [...dag.keys()].filter((to) => to === from || reach(from, to)).reduce((sum, to) => sum + to + 1, 0),
      );
      expect(sums).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('a set of files loads what any of them reaches at run time, once', () => {
  fc.assert(
    fc.property(anyGraph(10), fc.func(fc.boolean()), fc.array(fc.nat(9)), (graph, atRuntime, picks) => {
      const view = viewOfGraph(graph, atRuntime);
      const set = picks.map((pick) => pick % graph.length);
      const reach = reaches(view.runtime);
      const loaded = [...graph.keys()].filter((file) => set.some((from) => from === file || reach(from, file)));
      expect(loadsOf(view, [set])).toEqual([
        { files: loaded.length, bytes: loaded.reduce((sum, file) => sum + view.file(file).bytes, 0) },
      ]);
    }),
  );
});
