import { expect, test } from 'vitest';
import type { DrawableGraph } from '#protocol';
import { degree, edgesOf, graphModel } from '../../../webview/graph/model/graphModel.ts';
import { kindBit, kindWords } from '../../../webview/graph/model/kinds.ts';
import fc from '../../support/fastCheck.ts';
import { modelOf } from './models.ts';

test('dependencies between the same two files are one edge of several kinds', () => {
  const model = modelOf('a.ts b.ts value', 'a.ts b.ts type-only', 'b.ts a.ts dynamic');
  expect(model.from).toHaveLength(2);
  expect(model.kinds[0]).toBe(kindBit('value') | kindBit('type-only'));
  expect(kindWords(model.kinds[0] ?? 0)).toBe('value, type-only');
});

test('an import of itself is no edge', () => {
  expect(modelOf('a.ts a.ts value').from).toHaveLength(0);
});

test('rows hold exactly the edges of each node', () => {
  const size = 8;
  const node = fc.integer({ min: 0, max: size - 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node)), (pairs) => {
      const graph: DrawableGraph = {
        revision: 1,
        paths: Array.from({ length: size }, (_, id) => `${id}.ts`),
        lines: [],
        group: [],
        test: [],
        groups: [],
        edges: pairs.flatMap(([from, to]) => [from, to, 0]),
        kinds: ['value'],
      };
      const model = graphModel(graph);
      const distinct = new Set(pairs.filter(([from, to]) => from !== to).map((pair) => pair.join()));
      expect(new Set(Array.from(model.from, (from, edge) => [from, model.to[edge]].join()))).toEqual(distinct);
      for (let id = 0; id < size; id++) {
        const out = [...edgesOf(model.outgoing, id)].map((edge) => [model.from[edge], model.to[edge]].join());
        expect(out.toSorted()).toEqual([...distinct].filter((pair) => pair.startsWith(`${id},`)).toSorted());
        expect(degree(model.incoming, id)).toBe([...distinct].filter((pair) => pair.endsWith(`,${id}`)).length);
      }
    }),
  );
});
