import { describe, expect, test } from 'vitest';
import { impactOf } from '../../../src/graph/impact/impact.ts';
import { isTest } from '../../../src/graph/impact/tests.ts';
import { insightOf } from '../../../src/graph/insight/insight.ts';
import fc from '../../support/fastCheck.ts';
import { anyView } from '../impact/arbitraryViews.ts';
import { affectedByReference } from '../impact/reference.ts';
import { viewOf } from '../impact/sources.ts';

describe('insightOf', () => {
  test('tells of one file what lenses and hovers show', () => {
    const view = viewOf({
      'a.ts': `import { b } from './b';\nimport type { C } from './c';\nimport './missing';\nimport react from 'react';\nexport const a = b;\nexport const unused = react;`,
      'b.ts': `import { c } from './c';\nexport const b = c;\nexport { a } from './a';`,
      'c.ts': `export const c = 1;\nexport type C = number;`,
      'index.ts': `export * from './a';`,
      'user.ts': `import { a } from './index';\nexport const u = a;`,
      'a.test.ts': `import { u } from './user';\nu;`,
    });
    const { imports, ...rest } = insightOf(view, 'a.ts');
    expect(rest).toEqual({
      path: 'a.ts',
      directDependents: 2,
      dependents: 4,
      tests: 1,
      cycleSize: 2,
      runtimeCycle: true,
      exports: [
        { name: 'a', line: 5, users: 1, tests: 1 },
        { name: 'unused', line: 6, users: 0, tests: 0 },
      ],
    });
    expect(
      imports.map(({ start, end, specifier, ...shown }) => ({ ...shown, length: end - start - specifier.length })),
    ).toEqual([
      {
        line: 1,
        kind: 'value',
        path: 'b.ts',
        cycleSize: 2,
        weight: { files: 2, bytes: 112, ownFiles: 2, ownBytes: 112 },
        length: 2,
      },
      { line: 2, kind: 'type-only', path: 'c.ts', cycleSize: 0, length: 2 },
      { line: 3, kind: 'side-effect', cycleSize: 0, unresolved: 'Cannot find it.', length: 2 },
      { line: 4, kind: 'value', cycleSize: 0, length: 2 },
    ]);
  });

  test('tells an import that the compiler drops', () => {
    const view = viewOf({
      'a.ts': `import { B } from './b';\nimport type { C } from './c';\nexport const a = (b: B, c: C) => [b, c];`,
      'b.ts': `export class B {}`,
      'c.ts': `export class C {}`,
    });
    const { imports } = insightOf(view, 'a.ts');
    expect(imports.map(({ kind, dropped, weight }) => [kind, dropped, weight])).toEqual([
      ['type-only', true, undefined],
      ['type-only', undefined, undefined],
    ]);
  });

  test('gives for an import the shortest cycle it closes, in a group that may be larger', () => {
    const view = viewOf({
      'a.ts': `import './b';\nimport './c';`,
      'b.ts': `import './a';`,
      'c.ts': `import './d';`,
      'd.ts': `import './a';`,
    });
    const { cycleSize, imports } = insightOf(view, 'a.ts');
    expect(cycleSize).toBe(4);
    expect(imports.map((each) => each.cycleSize)).toEqual([2, 3]);
  });

  test('counts what the impact lists, for the file and for each of its exports', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const { path } of view.files) {
          const insight = insightOf(view, path);
          const { affected } = affectedByReference(view, { path });
          expect(insight.dependents).toBe(affected.size);
          const isOne = (other: string) => isTest(view, view.idOf.get(other) as number);
          expect(insight.tests).toBe([...affected].filter(isOne).length);
          for (const { name, tests } of insight.exports) {
            const ofExport = affectedByReference(view, { path, exportName: name }).affected;
            expect(tests).toBe([...ofExport].filter(isOne).length);
            expect(tests).toBeLessThanOrEqual(impactOf(view, path, name).tests.length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
