import { describe, expect, test } from 'vitest';
import { colourByCycle, colourByFolder } from '../../../webview/graph/model/colouring.ts';
import { towards } from '../../../webview/graph/model/direction.ts';
import { graphModel } from '../../../webview/graph/model/graphModel.ts';
import { searchPaths } from '../../../webview/graph/model/search.ts';
import { drawable } from '../harness/workspace.ts';
import { modelOf } from './models.ts';

describe('search', () => {
  const paths = ['src/list/menu.ts', 'src/menu/list.ts', 'src/menu/listItem.ts', 'src/checklist.ts'];

  test('names that start with the text come first, then names that contain it, then folders', () => {
    expect(searchPaths(paths, 'LIST', 10).found.map(({ path }) => path)).toEqual([
      'src/menu/list.ts',
      'src/menu/listItem.ts',
      'src/checklist.ts',
      'src/list/menu.ts',
    ]);
  });

  test('tells where the match is, and how many there are in all', () => {
    const { found, total } = searchPaths(paths, 'list', 1);
    expect(found).toEqual([{ path: 'src/menu/list.ts', start: 9, end: 13 }]);
    expect(total).toBe(4);
  });

  test('nothing is found for nothing', () => {
    expect(searchPaths(paths, '  ', 10)).toEqual({ found: [], total: 0 });
  });
});

describe('arrow keys', () => {
  const from = { x: 0, y: 0 };
  const right = { x: 1, y: 0 };

  test('lead to the nearest point that way', () => {
    expect(
      towards(
        from,
        [
          { x: 50, y: 2 },
          { x: 20, y: -4 },
          { x: -5, y: 0 },
        ],
        right,
      ),
    ).toBe(1);
  });

  test('prefer what lies straight ahead', () => {
    expect(
      towards(
        from,
        [
          { x: 10, y: 16 },
          { x: 30, y: 0 },
        ],
        right,
      ),
    ).toBe(1);
  });

  test('lead nowhere when nothing lies that way', () => {
    expect(
      towards(
        from,
        [
          { x: -5, y: 0 },
          { x: 1, y: 50 },
        ],
        right,
      ),
    ).toBe(-1);
  });
});

describe('colours', () => {
  const workspace = (folders: Record<string, number>) =>
    graphModel(
      drawable({
        paths: Object.entries(folders).flatMap(([folder, files]) =>
          Array.from({ length: files }, (_, file) => `${folder}/${file}.ts`),
        ),
        edges: [],
      }),
    );

  test('a single big folder is told apart below it', () => {
    const { groups } = colourByFolder(workspace({ 'src/a': 10, 'src/b': 5, 'src/c/d': 3 }), 6);
    expect(groups.map(({ key, files }) => [key, files])).toEqual([
      ['src/a', 10],
      ['src/b', 5],
      ['src/c/d', 3],
    ]);
  });

  test('with more folders than colours the largest have one, the others none', () => {
    const { groups, groupOf } = colourByFolder(workspace({ 'p/a': 9, 'p/b': 8, 'p/c': 7, 'p/d': 6 }), 3);
    expect(groups.map(({ key }) => key)).toEqual(['p/a', 'p/b', 'p/c']);
    expect(groupOf.filter((group) => group === -1)).toHaveLength(6);
  });

  test('a few files at the top get no colour of their own', () => {
    const { groups } = colourByFolder(workspace({ src: 300, test: 200, scripts: 1 }), 6);
    expect(groups.map(({ key }) => key)).toEqual(['src', 'test']);
  });

  test('cycles, the largest first', () => {
    const model = modelOf(
      'a.ts b.ts value',
      'b.ts a.ts value',
      'c.ts d.ts value',
      'd.ts e.ts value',
      'e.ts c.ts value',
    );
    const { groups } = colourByCycle(model, 6);
    expect(groups.map(({ key, files }) => [key, files])).toEqual([
      ['c.ts', 3],
      ['a.ts', 2],
    ]);
  });
});
