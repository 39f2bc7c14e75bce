import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DependencyTarget } from '#protocol';
import { LiveGraph } from '../../../src/graph/scan/liveGraph.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const tsconfig = (compilerOptions: object, rest: object = {}) => JSON.stringify({ compilerOptions, ...rest });
const from = (specifier: string) => `import '${specifier}';`;

/** `path (alias)` for files, `package NAME`, `builtin NAME`, or the reason why it leads nowhere. */
function describe(target: DependencyTarget): string {
  switch (target.kind) {
    case 'file':
      return target.alias ? `${target.path} (${target.alias})` : target.path;
    case 'package':
      return `package ${target.name}${target.path === undefined ? ', not installed' : ''}`;
    case 'builtin':
      return `builtin ${target.name}`;
    case 'unresolved':
      return `? ${target.reason}`;
  }
}

/** Scans a workspace and tells where each import of one file leads. */
async function targets(root: string, path = 'src/main.ts'): Promise<string[]> {
  const graph = new LiveGraph({ root });
  await graph.scan();
  expect(graph.problems).toEqual([]);
  const id = graph.view.idOf.get(path);
  if (id === undefined) throw new Error(`${path} is not in the graph: ${graph.view.files.map((file) => file.path)}`);
  return graph.view.file(id).dependencies.map(({ target }) => describe(target));
}

test.each<[name: string, specifier: string, expected: string, files: Record<string, string>]>([
  ['without extension', './a', 'src/a.ts', { 'src/a.ts': '', 'src/a.js': '' }],
  ['the name that will be built', './a.js', 'src/a.ts', { 'src/a.ts': '' }],
  ['built name, TSX', './a.js', 'src/a.tsx', { 'src/a.tsx': '' }],
  ['.mjs means .mts', './a.mjs', 'src/a.mts', { 'src/a.mts': '', 'src/a.ts': '' }],
  ['a real .js', './a.js', 'src/a.js', { 'src/a.js': '' }],
  ['TypeScript extension', './a.ts', 'src/a.ts', { 'src/a.ts': '' }],
  ['declaration beside nothing', './a', 'src/a.d.ts', { 'src/a.d.ts': '' }],
  ['a dot in the name', './a.model', 'src/a.model.ts', { 'src/a.model.ts': '' }],
  ['folder index', './lib', 'src/lib/index.ts', { 'src/lib/index.ts': '' }],
  ['file before folder', './lib', 'src/lib.ts', { 'src/lib.ts': '', 'src/lib/index.ts': '' }],
  [
    'folder by package.json',
    './lib',
    'src/lib/entry.ts',
    { 'src/lib/package.json': '{"main": "./entry.ts"}', 'src/lib/entry.ts': '', 'src/lib/index.ts': '' },
  ],
  ['parent index', '..', 'index.ts', { 'index.ts': '' }],
  ['own index', '.', 'src/index.ts', { 'src/index.ts': '' }],
  ['JSON', './d.json', 'src/d.json', { 'src/d.json': '{}' }],
  ['a style sheet', './s.css', 'src/s.css', { 'src/s.css': '' }],
  ['with a query', './s.css?inline', 'src/s.css', { 'src/s.css': '' }],
  ['a file that git ignores', './gen', 'src/gen.ts', { 'src/gen.ts': '', '.gitignore': 'gen.ts' }],
  ['missing', './a', '? there is no file src/a with any of the known extensions', {}],
  ['case', './Util', '? it differs only in upper and lower case from src/util.ts', { 'src/util.ts': '' }],
  [
    'case of a folder',
    './Lib/a.js',
    '? it differs only in upper and lower case from src/lib/a.ts',
    { 'src/lib/a.ts': '' },
  ],
  ['built-in', 'node:fs/promises', 'builtin fs/promises', {}],
  ['bare built-in', 'path', 'builtin path', {}],
  [
    'installed package',
    'pkg',
    'package pkg',
    { 'node_modules/pkg/package.json': '{"main": "i.js"}', 'node_modules/pkg/i.js': '' },
  ],
  [
    'scoped subpath',
    '@s/pkg/sub',
    'package @s/pkg',
    { 'node_modules/@s/pkg/package.json': '{}', 'node_modules/@s/pkg/sub.js': '' },
  ],
  [
    'types only',
    'estree',
    'package @types/estree',
    { 'node_modules/@types/estree/package.json': '{"types": "i.d.ts"}', 'node_modules/@types/estree/i.d.ts': '' },
  ],
  [
    'declared, not installed',
    'pkg/sub',
    'package pkg, not installed',
    { 'package.json': '{"devDependencies": {"pkg": "1"}}' },
  ],
  ['undeclared', 'pkg/sub', '? the package pkg is not installed and in no package.json on the way up', {}],
  [
    'paths',
    '@/a',
    'src/a.ts (tsconfig-paths)',
    { 'tsconfig.json': tsconfig({ paths: { '@/*': ['./src/*'] } }), 'src/a.ts': '' },
  ],
  [
    'paths, second choice',
    '@/a',
    'alt/a.ts (tsconfig-paths)',
    { 'tsconfig.json': tsconfig({ paths: { '@/*': ['./src/*', './alt/*'] } }), 'alt/a.ts': '' },
  ],
  [
    'paths with comments',
    '@/a',
    'src/a.ts (tsconfig-paths)',
    { 'tsconfig.json': '{ // c\n"compilerOptions": {"paths": {"@/*": ["./src/*"],},},}', 'src/a.ts': '' },
  ],
  [
    'inherited paths',
    '@/a',
    'src/a.ts (tsconfig-paths)',
    {
      'tsconfig.json': tsconfig({}, { extends: './config/base.json' }),
      'config/base.json': tsconfig({ paths: { '@/*': ['../src/*'] } }),
      'src/a.ts': '',
    },
  ],
  [
    'paths that TypeScript refuses',
    'a/x',
    '? the package a is not installed and in no package.json on the way up',
    { 'tsconfig.json': tsconfig({ paths: { '*/*': ['./src/*'], 'a/*': ['./*/*'] } }), 'src/a.ts': '' },
  ],
  [
    'paths of a referenced project',
    '@/a',
    'src/a.ts (tsconfig-paths)',
    {
      'tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
      'tsconfig.app.json': tsconfig({ paths: { '@/*': ['./src/*'] } }, { include: ['src'] }),
      'src/a.ts': '',
    },
  ],
  [
    'the nearest tsconfig',
    '@/a',
    'src/near/a.ts (tsconfig-paths)',
    {
      'tsconfig.json': tsconfig({ paths: { '@/*': ['./far/*'] } }),
      'src/tsconfig.json': tsconfig({ paths: { '@/*': ['./near/*'] } }),
      'src/near/a.ts': '',
      'far/a.ts': '',
    },
  ],
  ['baseUrl', 'lib/a', 'lib/a.ts (tsconfig-base-url)', { 'tsconfig.json': tsconfig({ baseUrl: '.' }), 'lib/a.ts': '' }],
  [
    'rootDirs',
    './v',
    'generated/v.ts',
    { 'tsconfig.json': tsconfig({ rootDirs: ['src', 'generated'] }), 'generated/v.ts': '' },
  ],
  [
    'moduleSuffixes',
    './a',
    'src/a.ios.ts',
    { 'tsconfig.json': tsconfig({ moduleSuffixes: ['.ios', ''] }), 'src/a.ios.ts': '', 'src/a.ts': '' },
  ],
  [
    '#imports',
    '#lib/a',
    'lib/a.ts (subpath-import)',
    { 'package.json': '{"imports": {"#lib/*": "./lib/*.ts"}}', 'lib/a.ts': '' },
  ],
  [
    '#imports by custom condition',
    '#a',
    'src/a.ts (subpath-import)',
    {
      'package.json': '{"imports": {"#a": {"source": "./src/a.ts", "default": "./dist/a.js"}}}',
      'tsconfig.json': tsconfig({ customConditions: ['source'] }),
      'src/a.ts': '',
    },
  ],
  [
    '#imports of what is not built',
    '#a',
    'src/a.ts (subpath-import)',
    { 'package.json': '{"imports": {"#a": "./dist/a.js"}}', 'src/a.ts': '' },
  ],
  [
    '#imports without an entry',
    '#b',
    '? no entry of "imports" in package.json leads to an existing file',
    { 'package.json': '{"imports": {"#a": "./a.ts"}}' },
  ],
  [
    '#imports of a member',
    '#f/x',
    'libs/a/src/x.ts (subpath-import)',
    {
      'package.json': '{"workspaces": ["libs/*"], "imports": {"#f/*": "a/*"}}',
      'libs/a/package.json': '{"name": "a"}',
      'libs/a/src/x.ts': '',
    },
  ],
  ['#imports of what is built in', '#fs', 'builtin fs', { 'package.json': '{"imports": {"#fs": "node:fs"}}' }],
  [
    '#imports of a package that is declared',
    '#f',
    'package a, not installed',
    { 'package.json': '{"imports": {"#f": "a"}, "dependencies": {"a": "1"}}' },
  ],
  [
    'own name',
    'self/a',
    'src/a.ts (workspace)',
    { 'package.json': '{"name": "self", "exports": {"./*": "./dist/*.js"}}', 'src/a.ts': '' },
  ],
])('resolves: %s', async (_, specifier, expected, files) => {
  const root = temporaryWorkspace({ ...files, 'src/main.ts': from(specifier) });
  expect(await targets(root)).toEqual([expected]);
});

test.each<[name: string, manifest: object, files: Record<string, string>, expected: string]>([
  ['source entry', { main: 'src/index.ts' }, {}, 'packages/lib/src/index.ts (workspace)'],
  ['built entry', { main: 'dist/index.js' }, {}, 'packages/lib/src/index.ts (workspace)'],
  [
    'exports',
    { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.mjs' } } },
    {},
    'packages/lib/src/index.ts (workspace)',
  ],
  [
    'outDir of its tsconfig',
    { main: 'output/code/index.js' },
    { 'packages/lib/tsconfig.json': tsconfig({ outDir: 'output/code', rootDir: 'src' }) },
    'packages/lib/src/index.ts (workspace)',
  ],
  ['no entry at all', {}, {}, 'packages/lib/src/index.ts (workspace)'],
  [
    'built already',
    { main: 'dist/index.js' },
    { 'packages/lib/dist/index.js': '', '.gitignore': 'dist' },
    'packages/lib/src/index.ts (workspace)',
  ],
])('finds the source of a workspace package: %s', async (_, manifest, files, expected) => {
  const root = temporaryWorkspace({
    'package.json': '{"workspaces": ["packages/*"]}',
    'packages/lib/package.json': JSON.stringify({ name: '@w/lib', ...manifest }),
    'packages/lib/src/index.ts': '',
    'packages/app/package.json': '{"name": "@w/app"}',
    'packages/app/main.ts': from('@w/lib'),
    ...files,
  });
  expect(await targets(root, 'packages/app/main.ts'), 'before it is linked').toEqual([expected]);
  mkdirSync(join(root, 'node_modules/@w'), { recursive: true });
  symlinkSync(join(root, 'packages/lib'), join(root, 'node_modules/@w/lib'));
  expect(await targets(root, 'packages/app/main.ts'), 'linked in node_modules').toEqual([expected]);
});

test('an installed package is one wherever its files really are', async () => {
  const root = temporaryWorkspace({
    'deep/down/work/src/main.ts': from('linked'),
    'node_modules/linked/package.json': '{}',
    'node_modules/linked/index.js': '',
  });
  mkdirSync(join(root, 'deep/down/work/node_modules'));
  symlinkSync(join(root, 'node_modules/linked'), join(root, 'deep/down/work/node_modules/linked'));
  expect(await targets(join(root, 'deep/down/work'))).toEqual(['package linked']);
});

test('a workspace folder may be an installed package itself', async () => {
  const root = temporaryWorkspace({ 'node_modules/own/src/main.ts': from('./a'), 'node_modules/own/src/a.ts': '' });
  expect(await targets(join(root, 'node_modules/own'))).toEqual(['src/a.ts']);
});

test.each([
  ['npm and yarn', { 'package.json': '{"workspaces": {"packages": ["libs/*", "!libs/old"]}}' }],
  ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  - "libs/*"\n  - "!libs/old"\n' }],
])('knows the members of a workspace: %s', async (_, files) => {
  const root = temporaryWorkspace({
    ...files,
    'libs/a/package.json': '{"name": "a"}',
    'libs/a/index.ts': '',
    'libs/old/package.json': '{"name": "old"}',
    'libs/old/index.ts': '',
    'src/main.ts': `${from('a')}${from('old')}`,
  });
  expect(await targets(root)).toEqual([
    'libs/a/index.ts (workspace)',
    '? the package old is not installed and in no package.json on the way up',
  ]);
});

test('import and require may lead to different files', async () => {
  const conditions = { import: './e.mjs', require: './e.cjs' };
  const manifest = {
    name: 'self',
    workspaces: ['libs/*'],
    imports: { '#e': conditions, '#b': { require: './e.cjs' } },
    exports: { '.': conditions },
  };
  const root = temporaryWorkspace({
    'package.json': JSON.stringify(manifest),
    'e.mjs': '',
    'e.cjs': '',
    'libs/m/package.json': JSON.stringify({ name: 'm', exports: { require: './r.cjs', import: './i.mjs' } }),
    'libs/m/r.cjs': '',
    'libs/m/i.mjs': '',
    'a.cjs': `require('#e'); import('#e'); require('self'); require('m')`,
    'b.cts': `import e = require('#e'); import m = require('m')`,
    'c.mjs': `import '#e'; export * from 'self'; import 'm'; import '#b'`,
  });
  expect(await targets(root, 'a.cjs')).toEqual([
    'e.cjs (subpath-import)',
    'e.mjs (subpath-import)',
    'e.cjs (workspace)',
    'libs/m/r.cjs (workspace)',
  ]);
  expect(await targets(root, 'b.cts')).toEqual(['e.cjs (subpath-import)', 'libs/m/r.cjs (workspace)']);
  expect(await targets(root, 'c.mjs')).toEqual([
    'e.mjs (subpath-import)',
    'e.mjs (workspace)',
    'libs/m/i.mjs (workspace)',
    'e.cjs (subpath-import)',
  ]);
});

test('what runs is preferred to its declarations, but for types', async () => {
  const conditions = { types: './types/x.d.mts', import: './src/x.mjs' };
  const root = temporaryWorkspace({
    'package.json': JSON.stringify({
      name: 'self',
      workspaces: ['libs/*'],
      imports: { '#x': conditions },
      exports: conditions,
    }),
    'types/x.d.mts': '',
    'src/x.mjs': '',
    'libs/m/package.json': JSON.stringify({ name: 'm', types: './m.d.ts', main: './m.js' }),
    'libs/m/m.d.ts': '',
    'libs/m/m.js': '',
    'libs/t/package.json': JSON.stringify({ name: 't', types: './t.d.ts', main: './gone.js' }),
    'libs/t/t.d.ts': '',
    'main.mts': `import 'self'; import type { T } from 'self'; import '#x'; import type { U } from '#x';
      import 'm'; import type { M } from 'm'; import 't'; type V = import('self').V;`,
  });
  expect(await targets(root, 'main.mts')).toEqual([
    'src/x.mjs (workspace)',
    'types/x.d.mts (workspace)',
    'src/x.mjs (subpath-import)',
    'types/x.d.mts (subpath-import)',
    'libs/m/m.js (workspace)',
    'libs/m/m.d.ts (workspace)',
    'libs/t/t.d.ts (workspace)',
    'types/x.d.mts (workspace)',
  ]);
});
