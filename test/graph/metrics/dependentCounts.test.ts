import { expect, test } from 'vitest';
import type { Dependency, GraphFile } from '#protocol';
import { dependentCountsOf } from '../../../src/graph/metrics/dependentCounts.ts';
import { GraphView } from '../../../src/graph/model/view.ts';
import { reachableFrom } from '../../../src/graph/paths/reachable.ts';
import fc from '../../support/fastCheck.ts';

function fileImporting(path: string, targets: readonly string[]): GraphFile {
  const dependencies = targets.map(
    (target): Dependency => ({
      specifier: `./${target}`,
      syntax: 'import',
      typeOnly: false,
      names: [],
      start: 0,
      end: 0,
      line: 1,
      target: { kind: 'file', path: target },
    }),
  );
  return { path, bytes: 1, lines: 1, test: false, exports: [], dependencies, problems: [] };
}

test('counts whoever leads to a file', () => {
  const edges = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 90 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const names = Array.from({ length: 40 }, (_, i) => `f${String(i).padStart(2, '0')}.ts`);
      const view = GraphView.of(
        names.map((name, i) =>
          fileImporting(
            name,
            pairs.filter(([from]) => from === i).map(([, to]) => names[to] as string),
          ),
        ),
      );
      const expected = names.map((_, i) => reachableFrom(view.reverse, i).filter((other) => other !== i).length);
      expect([...dependentCountsOf(view)]).toEqual(expected);
    }),
  );
});
