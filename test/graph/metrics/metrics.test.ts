import { describe, expect, test } from 'vitest';
import type { MetricsLevel } from '#protocol';
import { metricsOf } from '../../../src/graph/metrics/metrics.ts';
import { viewOf } from '../impact/sources.ts';

const sources = {
  'packages/core/src/shape.ts': 'export interface Shape {}\nexport abstract class Base {}\nexport const unit = 1;',
  'packages/core/src/circle.ts': `import { Base } from './shape';\nimport type { Box } from './box';\nexport class Circle extends Base {}`,
  'packages/core/src/box.ts': `import { Circle } from './circle';\nexport class Box { inner = new Circle(); }`,
  'packages/app/main.ts': `import { Circle } from '../core/src/circle';\nimport type { Shape } from '../core/src/shape';\nexport const main: Shape = new Circle();`,
  'packages/app/tool/index.ts': `import { main } from '../main';\nexport const tool = main;`,
};
const view = viewOf(sources);
const bytes = (...paths: (keyof typeof sources)[]) => paths.reduce((sum, path) => sum + sources[path].length, 0);
const packages = [
  { path: 'packages/app', name: '@x/app' },
  { path: 'packages/app/tool', name: '@x/tool' },
];
const one = (level: MetricsLevel, path: string) =>
  metricsOf(view, level, packages).find((metrics) => metrics.path === path);

describe('metricsOf', () => {
  test('of a file counts couplings of both kinds, abstract exports, the longest chain, and what it loads', () => {
    expect(one('file', 'packages/core/src/shape.ts')).toEqual({
      path: 'packages/core/src/shape.ts',
      files: 1,
      lines: 3,
      ca: 2,
      ce: 0,
      instability: 0,
      abstractness: 2 / 3,
      distance: 1 - 2 / 3,
      depth: 0,
      reaches: 0,
      reachesBytes: 0,
    });
    expect(one('file', 'packages/core/src/circle.ts')).toMatchObject({
      ca: 2,
      ce: 2,
      instability: 0.5,
      // Through the cycle with box.ts, which is one step, to shape.ts.
      depth: 2,
      reaches: 1,
      reachesBytes: bytes('packages/core/src/shape.ts'),
    });
  });

  test('of a folder takes all below it as one, and leaves out the root', () => {
    expect(metricsOf(view, 'folder').map(({ path }) => path)).toEqual([
      'packages',
      'packages/app',
      'packages/app/tool',
      'packages/core',
      'packages/core/src',
    ]);
    expect(one('folder', 'packages/app')).toMatchObject({
      files: 2,
      lines: 5,
      ca: 0,
      ce: 2,
      instability: 1,
      depth: 4,
      reaches: 2,
      reachesBytes: bytes('packages/core/src/circle.ts', 'packages/core/src/shape.ts'),
    });
    expect(one('folder', 'packages')).toMatchObject({ files: 5, ca: 0, ce: 0, instability: 0, reaches: 0 });
  });

  test('of a package leaves out the files of packages inside it, and files of none', () => {
    expect(metricsOf(view, 'package', packages).map(({ path, files, ca, ce }) => ({ path, files, ca, ce }))).toEqual([
      { path: 'packages/app', files: 1, ca: 1, ce: 2 },
      { path: 'packages/app/tool', files: 1, ca: 0, ce: 1 },
    ]);
    expect(metricsOf(view, 'package', [{ path: '' }])).toMatchObject([{ path: '', files: 5 }]);
  });

  test('of an empty workspace is empty', () => {
    for (const level of ['file', 'folder', 'package'] as const) expect(metricsOf(viewOf({}), level)).toEqual([]);
  });
});
