/** A small code base that has something for every condition that a rule can have. */
export const codeBase: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'code-base',
    type: 'module',
    imports: { '#model/*': './src/model/*' },
    dependencies: { plain: '*', twice: '*', carried: '*', copyleft: '*' },
    devDependencies: { tool: '*', twice: '*', '@types/typed': '*' },
    peerDependencies: { host: '*' },
    optionalDependencies: { maybe: '*' },
    bundledDependencies: ['carried'],
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'Preserve',
      moduleResolution: 'bundler',
      paths: { '~/*': ['./src/*'] },
    },
    include: ['src', 'test'],
  }),
  ...packageFiles('plain', { license: 'MIT' }),
  ...packageFiles('twice', { license: 'ISC' }),
  ...packageFiles('carried', { license: 'MIT' }),
  ...packageFiles('copyleft', { license: 'GPL-3.0' }),
  ...packageFiles('tool', {}),
  ...packageFiles('host', { license: 'MIT' }),
  ...packageFiles('maybe', { license: 'MIT' }),
  ...packageFiles('undeclared', { license: 'MIT' }),
  ...packageFiles('typed', { license: 'MIT' }),
  ...packageFiles('outworn', { deprecated: 'use plain' }),

  'src/index.ts': `
    import { start } from './app/start';
    import { readFile } from 'node:fs';
    import plain from 'plain';
    export * from './model/shape';
    export const main = [start, readFile, plain];`,
  'src/app/start.ts': `
    import { view } from '../view/list.ts';
    import type { Shape } from '~/model/shape';
    import { big } from '#model/size.ts';
    import tool from 'tool';
    import twice from 'twice';
    import copyleft from 'copyleft';
    export const start = (shape: Shape) => [view, shape, big, tool, twice, copyleft, import('../lazy/later')];`,
  'src/app/parts/deep/part.ts': `
    import { start } from '../../start';
    import { other } from './other';
    export const part = [start, other];`,
  'src/app/parts/deep/other.ts': `
    import { part } from './part';
    export const other: unknown[] = [part];`,
  'src/view/list.ts': `
    import { item } from './item';
    import host from 'host';
    import maybe from 'maybe';
    export const view = [item, host, maybe];`,
  'src/view/colours.ts': `
    import { dark } from '../app/settings';
    export const colours = dark;`,
  'src/app/settings.ts': 'export const dark = true;',
  'src/view/item.ts': `
    import { render } from './render/render';
    import type { view } from './list';
    export const item = (it: typeof view) => [it, render];`,
  'src/view/render/render.ts': `
    import { view } from '../list';
    import { shape } from '../../model/shape';
    export const render: unknown[] = [view, shape];`,
  'src/model/shape.ts': `
    import { size } from './size';
    export interface Shape { size: number }
    export const shape = { size };`,
  'src/model/size.ts': `
    import { unit } from './unit';
    export const size = unit;
    export const big: import('./shape').Shape = { size: 10 };`,
  'src/model/unit.ts': 'export const unit = 1;',
  'src/model/unused.ts': `
    import { unit } from './unit';
    import undeclared from 'undeclared';
    export const unused = [unit, undeclared];`,
  'src/lazy/later.ts': `
    import { missing } from './missing';
    import nowhere from 'nowhere';
    import typed from 'typed';
    import carried from 'carried';
    import outworn from 'outworn';
    export const later = [missing, nowhere, typed, carried, outworn];`,
  'src/legacy/old.cjs': `
    const path = require('path');
    const older = require('./older.cjs');
    const want = require;
    module.exports = { path, older, exotic: want('./exotic.cjs') };`,
  'src/legacy/older.cjs': `module.exports = require('./old.cjs');`,
  'src/legacy/exotic.cjs': 'module.exports = {};',
  'src/legacy/globals.d.ts': 'declare const legacy: string;',
  'src/legacy/page.ts': `/// <reference path="./globals.d.ts" />
    import older = require('./older.cjs');
    export const page = [legacy, older];`,
  'src/orphan.ts': 'export const orphan = 1;',
  'src/features/one/index.ts': `export { inner } from './inner';`,
  'src/features/one/inner.ts': `
    import { helper } from '../two/helper';
    export const inner = helper;`,
  'src/features/two/index.ts': `export { helper } from './helper';`,
  'src/features/two/helper.ts': `
    import { util } from '../../util/util';
    export const helper = util;`,
  'src/features/two/extra.ts': `
    import { util } from '../../util/util';
    export const extra = util;`,
  'src/features/alone/index.ts': 'export const alone = 1;',
  'src/features/three/index.ts': `
    import { inner } from '../one';
    export const three = inner;`,
  'src/util/util.ts': 'export const util = 1;',
  'test/start.test.ts': `
    import { start } from '../src/app/start';
    import { base } from './base';
    export const tests = [start, base];`,
  'test/util.test.ts': `
    import { util } from '../src/util/util';
    export const tests = [util];`,
  'test/base.ts': 'export const base = 1;',
};

function packageFiles(name: string, manifest: object): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js', ...manifest }),
    [`node_modules/${name}/index.js`]: 'module.exports = {};',
  };
}
