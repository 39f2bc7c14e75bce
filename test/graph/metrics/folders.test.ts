import { describe, expect, test } from 'vitest';
import { folderView } from '../../../src/graph/metrics/folders.ts';
import { viewOf } from '../impact/sources.ts';

const view = viewOf({
  'src/api/index.ts': `import { a } from '../core/deep/er/a';\nimport type { A } from '../core/deep/er/a';\nexport const api: A = a;`,
  'src/api/more.ts': `import { a } from '../core/deep/er/a'; export const more = a;`,
  'src/core/deep/er/a.ts': `import type { Util } from '../../../util'; export const a = 1; export type A = Util;`,
  'src/core/deep/er/b.ts': `import { a } from './a'; export const b = a;`,
  'src/util.ts': `import { last } from './util-last'; export type Util = typeof last; export const util = last;`,
  'src/util-last.ts': `import type { A } from './core/deep/er/a'; export const last: A = 1;`,
});

describe('folderView', () => {
  test('shows one level, with chains of single folders as one node, and rolls up the edges', () => {
    const shown = folderView(view, '');
    expect(shown.folder).toBe('src');
    expect(shown.nodes).toEqual([
      { path: 'src/api', kind: 'folder', files: 2, lines: 4, filesInCycles: 0, filesInRuntimeCycles: 0 },
      { path: 'src/core/deep/er', kind: 'folder', files: 2, lines: 2, filesInCycles: 1, filesInRuntimeCycles: 0 },
      { path: 'src/util-last.ts', kind: 'file', files: 1, lines: 1, filesInCycles: 1, filesInRuntimeCycles: 0 },
      { path: 'src/util.ts', kind: 'file', files: 1, lines: 1, filesInCycles: 1, filesInRuntimeCycles: 0 },
    ]);
    expect(shown.edges).toEqual([
      { from: 'src/api', to: 'src/core/deep/er', count: 2, typeOnly: false, inCycle: false, inRuntimeCycle: false },
      { from: 'src/core/deep/er', to: 'src/util.ts', count: 1, typeOnly: true, inCycle: true, inRuntimeCycle: false },
      {
        from: 'src/util-last.ts',
        to: 'src/core/deep/er',
        count: 1,
        typeOnly: true,
        inCycle: true,
        inRuntimeCycle: false,
      },
      { from: 'src/util.ts', to: 'src/util-last.ts', count: 1, typeOnly: false, inCycle: true, inRuntimeCycle: false },
    ]);
  });

  test('tells what depends on each other at run time from what does so in types only', () => {
    const { nodes, edges } = folderView(
      viewOf({
        'a/a.ts': `import { b } from '../b/b'; export const a = b; export type A = 1;`,
        'b/b.ts': `import { a } from '../a/a'; import type { C } from '../c/c'; export const b = () => a; export type B = C;`,
        'c/c.ts': `import type { B } from '../b/b'; export type C = B[];`,
      }),
      '',
    );
    expect(nodes.map((node) => [node.path, node.filesInCycles, node.filesInRuntimeCycles])).toEqual([
      ['a', 1, 1],
      ['b', 1, 1],
      ['c', 1, 0],
    ]);
    expect(edges.map(({ from, to, inCycle, inRuntimeCycle }) => [from, to, inCycle, inRuntimeCycle])).toEqual([
      ['a', 'b', true, true],
      ['b', 'a', true, true],
      ['b', 'c', true, false],
      ['c', 'b', true, false],
    ]);
  });

  test('stops at a package, which keeps its name', () => {
    const packages = [{ path: 'src/core', name: '@x/core' }];
    expect(folderView(view, 'src', packages).nodes[1]).toMatchObject({ path: 'src/core', packageName: '@x/core' });
    expect(folderView(view, 'src/core', packages).folder).toBe('src/core/deep/er');
  });

  test('is empty for an empty workspace', () => {
    expect(folderView(viewOf({}), '')).toEqual({ folder: '', nodes: [], edges: [] });
  });

  test('names near folders when there is no such one', () => {
    expect(() => folderView(view, 'src/apy')).toThrow(
      expect.objectContaining({ code: 'folder-not-in-graph', hint: 'Did you mean src/api?' }),
    );
    expect(() => folderView(view, 'src/util.ts')).toThrow(expect.objectContaining({ code: 'folder-not-in-graph' }));
  });
});
