import { expect, test } from 'vitest';
import type { Permissions, RunEffect } from '#protocol';
import { narrowerPermissions } from '../../../src/capability/verification/narrower.ts';

const read = (path: string): RunEffect => ({ call: 'workspace.read', arguments: [path], result: '' });
const written = (path: string): RunEffect => ({ call: 'workspace.write', arguments: [path, ''], result: null });
const asked = (url: string): RunEffect => ({ call: 'network.fetch', arguments: [url], result: {} });
const listed = (...paths: string[]): RunEffect => ({ call: 'workspace.list', arguments: [], result: paths });

test.each<[what: string, Permissions, RunEffect[][], Permissions]>([
  ['one file', { 'workspace:read': ['**'] }, [[read('docs/a.md')]], { 'workspace:read': ['docs/*.md'] }],
  [
    'the same file in every run',
    { 'workspace:read': ['**'] },
    [[read('package.json')], [read('package.json')]],
    { 'workspace:read': ['package.json'] },
  ],
  [
    'files of folders below each other',
    { 'workspace:read': ['**/*'] },
    [[read('src/a.ts'), read('./src/b/c.ts')], [read('src/b/d.tsx')]],
    { 'workspace:read': ['src/**/*.ts', 'src/**/*.tsx'] },
  ],
  [
    'files that have nothing in common but where they are',
    { 'workspace:read': ['**'] },
    [[read('a/b.x'), read('a/c.y'), read('a/d.z'), read('a/e.w')]],
    { 'workspace:read': ['a/*'] },
  ],
  ['what was listed', { 'workspace:read': ['**'] }, [[listed('a/x.md', 'b/y.md')]], { 'workspace:read': ['**/*.md'] }],
  ['writes', { 'workspace:write': ['**'] }, [[written('out/a.json')]], { 'workspace:write': ['out/*.json'] }],
  ['hosts', { network: ['*.example.com'] }, [[asked('https://api.example.com/x')]], { network: ['api.example.com'] }],
  ['hosts that are named already', { network: ['api.example.com'] }, [[asked('https://api.example.com/x')]], {}],
  ['what is as narrow already', { 'workspace:read': ['docs/*.md'] }, [[read('docs/a.md')]], {}],
  ['what is narrower already', { 'workspace:read': ['docs/a.md', 'docs/b.md'] }, [[read('docs/a.md')]], {}],
  ['all kinds of files anywhere', { 'workspace:read': ['**'] }, [['a.a', 'b/b.b', 'c/c.c', 'd/d.d'].map(read)], {}],
  ['nothing that was touched', { 'workspace:read': ['**'], network: ['*'] }, [[]], {}],
  ['what was refused', { 'workspace:read': ['**'] }, [[{ ...read('secrets/key'), refused: 'no' }]], {}],
])('%s', (_, permissions, runs, narrower) => {
  expect(narrowerPermissions(permissions, runs)).toEqual(narrower);
});
