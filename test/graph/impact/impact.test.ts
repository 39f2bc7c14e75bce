import { describe, expect, test } from 'vitest';
import { ToolwrightError } from '#base';
import type { ImpactReport } from '#protocol';
import { impactOf } from '../../../src/graph/impact/impact.ts';
import { viewOf } from './sources.ts';

/** One line a file: path, distance, via:line, names. */
function told({ files, tests }: ImpactReport): string[] {
  return [...files, ...tests].map(
    ({ path, distance, via, line, names, typeOnly }) =>
      `${path} ${distance} ${via}:${line} ${names.join(',')}${typeOnly ? ' (types)' : ''}`,
  );
}

const shop = viewOf({
  'price.ts': `export const net = 1;\nexport const gross = 2;\nexport interface Money { amount: number }`,
  'lib/index.ts': `export { net as price } from '../price';\nexport * from '../price';\nexport * from './text';`,
  'lib/text.ts': `export const bold = 1;`,
  'cart.ts': `import { price } from './lib';\nexport const total = price;`,
  'bill.ts': `import { bold } from './lib';\nexport const bill = bold;`,
  'view.ts': `import { total } from './cart';\nexport const view = total;`,
  'types.ts': `import type { Money } from './lib';\nexport const zero: Money = { amount: 0 };`,
  'cart.test.ts': `import { total } from './cart';\nexport const checked = total;`,
  'start.ts': `import './price';`,
});

describe('impactOf', () => {
  test('follows an export through a barrel and under another name, past those who take other names', () => {
    expect(told(impactOf(shop, 'price.ts', 'net'))).toEqual([
      'lib/index.ts 1 price.ts:1 *,net',
      'cart.ts 2 lib/index.ts:1 price',
      'view.ts 3 cart.ts:1 total',
      'cart.test.ts 3 cart.ts:1 total',
    ]);
  });

  test('of an export that nobody takes, reaches the barrel that passes it on', () => {
    expect(told(impactOf(shop, 'price.ts', 'gross'))).toEqual(['lib/index.ts 1 price.ts:2 *']);
  });

  test('of a type, is felt at compile time only', () => {
    expect(told(impactOf(shop, 'price.ts', 'Money'))).toEqual([
      'lib/index.ts 1 price.ts:2 * (types)',
      'types.ts 2 lib/index.ts:1 Money (types)',
    ]);
  });

  test('of code that a type is exported from, is felt at compile time only by who takes the type', () => {
    const view = viewOf({
      'a.ts': `export const a = 1;`,
      'b.ts': `import { a } from './a'; export interface Shape { size: typeof a } export const b = a;`,
      'typed.ts': `import { Shape } from './b'; export const shape = {} as Shape;`,
      'valued.ts': `import { b } from './b'; export const c = b;`,
    });
    expect(told(impactOf(view, 'a.ts', 'a'))).toEqual([
      'b.ts 1 a.ts:1 a',
      'typed.ts 2 b.ts:1 Shape (types)',
      'valued.ts 2 b.ts:1 b',
    ]);
  });

  test('of the whole file, reaches imports without names as well, and keeps tests apart', () => {
    const report = impactOf(shop, 'price.ts');
    expect(told(report)).toEqual([
      'lib/index.ts 1 price.ts:1 *,net',
      'start.ts 1 price.ts:1 ',
      'cart.ts 2 lib/index.ts:1 price',
      'types.ts 2 lib/index.ts:1 Money (types)',
      'view.ts 3 cart.ts:1 total',
      'cart.test.ts 3 cart.ts:1 total',
    ]);
    expect(report.tests.map(({ path }) => path)).toEqual(['cart.test.ts']);
  });

  test('takes a namespace, a dynamic import and require for users of every name', () => {
    const view = viewOf({
      'a.ts': `export const one = 1;`,
      'namespace.ts': `import * as a from './a'; export const x = a.one;`,
      'dynamic.ts': `export const load = () => import('./a');`,
      'required.js': `const { one } = require('./a'); exports.two = one;`,
      'other.js': `const { two } = require('./a'); exports.three = two;`,
      'passing.ts': `export * as names from './a';`,
      'last.ts': `import { names } from './passing'; export const n = names;`,
    });
    expect(told(impactOf(view, 'a.ts', 'one'))).toEqual([
      'dynamic.ts 1 a.ts:1 *',
      'namespace.ts 1 a.ts:1 *',
      'passing.ts 1 a.ts:1 *',
      'required.js 1 a.ts:1 one',
      'last.ts 2 passing.ts:1 names',
    ]);
  });

  test('does not pass default through export *, nor a name that the barrel offers itself', () => {
    const view = viewOf({
      'a.ts': `export default 1; export const x = 1; export const y = 1;`,
      'barrel.ts': `export * from './a'; export const x = 2;`,
      'user.ts': `import { x } from './barrel'; import d from './barrel'; export const z = [x, d];`,
    });
    expect(told(impactOf(view, 'a.ts', 'x'))).toEqual([]);
    expect(told(impactOf(view, 'a.ts', 'default')).filter((line) => line.startsWith('user.ts'))).toEqual([
      'user.ts 2 barrel.ts:1 default',
    ]);
  });

  test('of a CommonJS file that does not tell its exports, reaches whoever takes any name', () => {
    const view = viewOf({
      'tool.js': `module.exports = make();`,
      'user.ts': `import { run } from './tool.js'; export const x = run;`,
    });
    expect(told(impactOf(view, 'tool.js', 'run'))).toEqual(['user.ts 1 tool.js:1 run']);
    expect(told(impactOf(view, 'tool.js', 'default'))).toEqual(['user.ts 1 tool.js:1 run']);
  });

  test('lists a barrel that merely loads the subject only on the way to a file that is there for the loading', () => {
    const barrels = {
      'part.ts': `export const a = 1;`,
      'other.ts': `export const b = 1;`,
      'inner.ts': `export { a } from './part'; export { b } from './other';`,
      'outer.ts': `export { b } from './inner';`,
      'user.ts': `import { b } from './outer'; export const c = b;`,
    };
    expect(told(impactOf(viewOf(barrels), 'part.ts'))).toEqual(['inner.ts 1 part.ts:1 a']);
    expect(told(impactOf(viewOf({ ...barrels, 'page.ts': `import './outer';` }), 'part.ts'))).toEqual([
      'inner.ts 1 part.ts:1 a',
      'outer.ts 2 inner.ts:1 ',
      'page.ts 3 outer.ts:1 ',
    ]);
  });

  test('is told with near names that a file or an export does not exist', () => {
    const failure = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return ToolwrightError.is(error) ? `${error.code}: ${error.message} ${error.hint}` : error;
      }
      return undefined;
    };
    expect(failure(() => impactOf(shop, 'prise.ts'))).toBe(
      'file-not-in-graph: There is no file prise.ts in the dependency graph. Did you mean price.ts?',
    );
    expect(failure(() => impactOf(shop, 'price.ts', 'nett'))).toBe(
      'export-not-in-file: price.ts exports nothing called nett. Did you mean net?',
    );
    expect(failure(() => impactOf(shop, 'cart.ts', 'something'))).toBe(
      'export-not-in-file: cart.ts exports nothing called something. It exports total.',
    );
  });
});

test('helpers of tests are files that are affected, and no tests', () => {
  const view = viewOf({
    'price.ts': 'export const price = 1;',
    'test/helper.ts': `import { price } from '../price'; export const help = price;`,
    'test/plain.ts': `import { help } from './helper'; help;`,
    'test/named.test.ts': `import { price } from '../price'; export const shared = price;`,
    'test/other.test.ts': `import { shared } from './named.test'; shared;`,
    'scripts/rebuild_specs.ts': `import { price } from '../price'; price;`,
  });
  const { files, tests } = impactOf(view, 'price.ts');
  const paths = (affected: readonly { readonly path: string }[]) => affected.map(({ path }) => path).sort();
  expect(paths(tests)).toEqual(['test/named.test.ts', 'test/other.test.ts', 'test/plain.ts']);
  expect(paths(files)).toEqual(['scripts/rebuild_specs.ts', 'test/helper.ts']);
});
