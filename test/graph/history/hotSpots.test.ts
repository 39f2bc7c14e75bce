import { describe, expect, it } from 'vitest';
import type { Dependency, GraphFile } from '#protocol';
import type { Commit } from '#workspace';
import { coChangesOf } from '../../../src/graph/history/coChanges.ts';
import { hotSpots } from '../../../src/graph/history/hotSpots.ts';
import { GraphView } from '../../../src/graph/model/view.ts';
import fc from '../../support/fastCheck.ts';

const commit = (...paths: string[]): Commit => ({
  hash: paths.join(),
  time: 0,
  touched: paths.length,
  files: paths.map((path) => ({ path, added: 3, removed: 1 })),
});

const times = (count: number, ...paths: string[]): Commit[] => Array.from({ length: count }, () => commit(...paths));

function file(path: string, ...targets: (readonly [string, Dependency['syntax']])[]): GraphFile {
  const dependencies = targets.map(
    ([target, syntax]): Dependency => ({
      ...{ specifier: `./${target}`, syntax, typeOnly: false, names: [], start: 0, end: 0, line: 1 },
      target: { kind: 'file', path: target },
    }),
  );
  return { path, bytes: 0, lines: 0, test: false, exports: [], dependencies, problems: [] };
}

const view = GraphView.of([
  file('a.ts', ['barrel.ts', 'import']),
  file('barrel.ts', ['b.ts', 'export'], ['c.ts', 'import']),
  file('b.ts'),
  file('c.ts', ['d.ts', 'import']),
  file('d.ts'),
]);

describe('hotSpots', () => {
  it('ranks by commits × dependents, scaled to 100', () => {
    const dependents: Record<string, number> = { 'a.ts': 0, 'b.ts': 2, 'd.ts': 4 };
    const commits = [...times(3, 'b.ts'), ...times(6, 'd.ts'), ...times(9, 'a.ts'), commit('not-in-the-graph.md')];
    const spots = hotSpots(view, commits, (path) => dependents[path] ?? 0);
    expect(spots.map(({ path, commits, churn, score }) => [path, commits, churn, score])).toEqual([
      ['d.ts', 6, 24, 100],
      ['b.ts', 3, 12, 25],
      ['a.ts', 9, 36, 0],
    ]);
  });

  it('scores nothing where nothing depends on anything', () => {
    expect(hotSpots(view, times(2, 'a.ts'), () => 0).map((spot) => spot.score)).toEqual([0]);
    expect(hotSpots(view, [], () => 1)).toEqual([]);
  });

  it('tells whether an import connects files that change together, through barrels too', () => {
    const commits = [...times(5, 'a.ts', 'b.ts'), ...times(5, 'c.ts', 'b.ts'), ...times(5, 'c.ts', 'd.ts')];
    const linked = hotSpots(view, commits, () => 1).flatMap((spot) =>
      spot.coChanges.map((other) => [spot.path, other.path, other.linked]),
    );
    expect(linked.sort()).toEqual([
      ['a.ts', 'b.ts', true],
      ['b.ts', 'a.ts', true],
      ['b.ts', 'c.ts', false],
      ['c.ts', 'b.ts', false],
      ['c.ts', 'd.ts', true],
      ['d.ts', 'c.ts', true],
    ]);
  });
});

describe('coChangesOf', () => {
  const all = () => true;

  it('measures confidence by the less often changed of the two', () => {
    const commits = [...times(6, 'a', 'b'), ...times(30, 'a'), ...times(2, 'b')];
    expect(coChangesOf(commits, all).get('a')).toEqual([{ path: 'b', together: 6, confidence: 0.75 }]);
  });

  it('ignores commits that touched many files, those outside the graph counted', () => {
    const mass: Commit = { ...commit('a', 'b'), touched: 51 };
    expect(coChangesOf(Array(9).fill(mass), all).size).toBe(0);
    expect(coChangesOf(Array(9).fill({ ...mass, touched: 50 }), all).size).toBe(2);
  });

  it('equals the definition, pair by pair', () => {
    const paths = ['a', 'b', 'c', 'd', 'e'];
    const commits = fc.array(
      fc.subarray(paths).map((chosen) => commit(...chosen)),
      { maxLength: 40 },
    );
    const thresholds = fc.record({
      minTogether: fc.integer({ min: 1, max: 6 }),
      minConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
      maxFiles: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(commits, thresholds, (history, limits) => {
        const found = coChangesOf(history, (path) => path !== 'e', limits);
        const sets = history.filter((c) => c.touched <= limits.maxFiles).map((c) => c.files.map((f) => f.path));
        for (const a of paths) {
          for (const b of paths) {
            const together = sets.filter((set) => set.includes(a) && set.includes(b)).length;
            const alone = (path: string) => sets.filter((set) => set.includes(path)).length;
            const confidence = together / Math.min(alone(a), alone(b));
            const expected = a !== b && a !== 'e' && b !== 'e' && together >= limits.minTogether;
            expect(found.get(a)?.find((other) => other.path === b)).toEqual(
              expected && confidence >= limits.minConfidence ? { path: b, together, confidence } : undefined,
            );
          }
        }
      }),
    );
  });
});
