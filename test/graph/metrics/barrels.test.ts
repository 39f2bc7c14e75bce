import { describe, expect, test } from 'vitest';
import { barrelCosts } from '../../../src/graph/metrics/barrels.ts';
import { viewOf } from '../impact/sources.ts';

const barrel = {
  'lib/index.ts': `export * from './light'; export { heavy } from './heavy'; export type { Shape } from './shape';`,
  'lib/light.ts': `export const light = 1;`,
  'lib/heavy.ts': `import { engine } from './engine'; export const heavy = engine;`,
  'lib/engine.ts': `export const engine = 1;`,
  'lib/shape.ts': `export interface Shape {}`,
};
const costs = (users: Readonly<Record<string, string>>) => barrelCosts(viewOf({ ...barrel, ...users }));

describe('barrelCosts', () => {
  test('counts for each importer what the barrel loads besides the names it takes', () => {
    expect(
      costs({
        'a.ts': `import { light } from './lib'; export const a = light;`, // index, heavy, engine
        'b.ts': `import { heavy } from './lib'; export const b = heavy;`, // index, light
        'c.ts': `import { type Shape, light, heavy } from './lib'; export const c: Shape = [light, heavy];`, // index
      }),
    ).toEqual([{ path: 'lib/index.ts', reExports: 3, importers: 3, needlessLoads: 6 }]);
  });

  test('charges nothing to who takes everything, loads nothing, or takes what cannot be followed', () => {
    expect(
      costs({
        'all.ts': `import * as lib from './lib'; export const all = lib;`,
        'effect.ts': `import './lib';`,
        'types.ts': `import type { Shape } from './lib'; export type T = Shape;`,
        'odd.ts': `import { missing } from './lib'; export const odd = missing;`,
      }),
    ).toEqual([{ path: 'lib/index.ts', reExports: 3, importers: 4, needlessLoads: 0 }]);
  });

  test('does not take a file for a barrel that exports more itself than it passes on', () => {
    const view = viewOf({
      ...barrel,
      'mixed.ts': `export { light } from './lib'; export const one = 1;`,
      'user.ts': `import { light } from './mixed'; export const u = light;`,
    });
    expect(barrelCosts(view).map(({ path }) => path)).toEqual(['lib/index.ts']);
  });
});
