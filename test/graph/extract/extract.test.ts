import { expect, test } from 'vitest';
import { dependencyKind } from '#protocol';
import { extractModule } from '../../../src/graph/extract/extract.ts';

/** One line a reference: `kind syntax specifier { imported as local, … }`, types marked with `type`. */
function references(path: string, text: string, lazy = true): string[] {
  return extractModule(path, text, lazy).references.map((reference) => {
    const names = reference.names.map(({ imported, as, typeOnly }) => {
      const renamed = imported === as ? imported : `${imported} as ${as}`;
      return typeOnly ? `type ${renamed}` : renamed;
    });
    expect(text.slice(reference.start, reference.end)).toContain(reference.specifier.replace(/^\.\//, ''));
    expect(reference.line).toBe(text.slice(0, reference.start).split('\n').length);
    return `${dependencyKind(reference)} ${reference.syntax} ${reference.specifier} {${names.join(', ')}}`;
  });
}

test.each<[name: string, path: string, text: string, expected: string[]]>([
  [
    'default, named and renamed',
    'a.ts',
    `import d, { x, y as z } from './b'`,
    ['value import ./b {default as d, x, y as z}'],
  ],
  ['namespace', 'a.ts', `import * as ns from './b'`, ['value import ./b {* as ns}']],
  ['namespace with a comment', 'a.ts', `import * as /* c */ ns from './b'`, ['value import ./b {* as ns}']],
  ['default and namespace', 'a.ts', `import d, * as ns from './b'`, ['value import ./b {default as d, * as ns}']],
  ['default by name', 'a.ts', `import { default as d } from './b'`, ['value import ./b {default as d}']],
  ['string names', 'a.ts', `import { 'a b' as ab } from './b'`, ['value import ./b {a b as ab}']],
  ['type-only statement', 'a.ts', `import type { X } from './b'`, ['type-only import ./b {type X}']],
  ['type-only names', 'a.ts', `import { type X, type Y } from './b'`, ['type-only import ./b {type X, type Y}']],
  ['mixed', 'a.ts', `import { x, type Y } from './b'`, ['value import ./b {x, type Y}']],
  ['type-only of nothing', 'a.ts', `import type {} from './b'`, ['type-only import ./b {}']],
  ['side effect', 'a.ts', `import './b'`, ['side-effect import ./b {}']],
  ['empty braces', 'a.ts', `import {} from './b'`, ['side-effect import ./b {}']],
  ['attributes', 'a.ts', `import j from './b.json' with { type: 'json' }`, ['value import ./b.json {default as j}']],
  ['re-export', 'a.ts', `export { x, y as z } from './b'`, ['re-export export ./b {x, y as z}']],
  ['re-export of types', 'a.ts', `export type { X } from './b'`, ['type-only export ./b {type X}']],
  ['re-export of all', 'a.ts', `export * from './b'`, ['re-export export ./b {*}']],
  ['re-export of all types', 'a.ts', `export type * from './b'`, ['type-only export ./b {type *}']],
  [
    're-export of nothing',
    'a.ts',
    `export {} from './b';\nexport type {} from './c';\n/* export {} from './d' */\nexport {};`,
    ['re-export export ./b {}', 'type-only export ./c {}'],
  ],
  ['re-export as namespace', 'a.ts', `export * as ns from './b'`, ['re-export export ./b {* as ns}']],
  ['re-export as default', 'a.ts', `export { x as default } from './b'`, ['re-export export ./b {x as default}']],
  [
    'imported, then exported',
    'a.ts',
    `import { x } from './b'; export { x as y }`,
    ['re-export export ./b {x as y}', 'value import ./b {x}'],
  ],
  [
    'imported default, then exported',
    'a.ts',
    `import x from './b'; export { x }`,
    ['re-export export ./b {default as x}', 'value import ./b {default as x}'],
  ],
  [
    'imported namespace, then exported',
    'a.ts',
    `import * as x from './b'; export { x as y }`,
    ['value import ./b {* as x}'],
  ],
  ['phases', 'a.ts', `import defer * as x from './b'`, ['value import ./b {* as x}']],
  [
    'names like keywords',
    'a.ts',
    `import type, { type as, as as type, type type as b } from './b'; import type from from './c'; import { type } from './d'`,
    [
      'value import ./b {default as type, type as, as as type, type type as b}',
      'type-only import ./c {type default as from}',
      'value import ./d {type}',
    ],
  ],
  [
    'comments in clauses',
    'a.ts',
    `import /* d */ { a /* b */, // c\n b } from './b'; export { /* x */ q } from './c'`,
    ['value import ./b {a, b}', 're-export export ./c {q}'],
  ],
  ['dynamic', 'a.ts', `await import('./b')`, ['dynamic dynamic-import ./b {*}']],
  ['dynamic, template', 'a.ts', 'await import(`./b`)', ['dynamic dynamic-import ./b {*}']],
  ['dynamic, computed', 'a.ts', 'await import(`./$' + '{b}`); await import(b)', []],
  ['require', 'a.js', `const x = require('./b')`, ['require require ./b {* as x}']],
  ['require, template', 'a.js', 'const x = require(`./b`)', ['require require ./b {* as x}']],
  ['require, destructured', 'a.js', `const { x, y: z } = require('./b')`, ['require require ./b {x, y as z}']],
  ['require, rest', 'a.js', `const { x, ...rest } = require('./b')`, ['require require ./b {*}']],
  ['require in a function', 'a.cjs', `function f() { return require('./b').x }`, ['require require ./b {*}']],
  ['require in a comment or string', 'a.js', `// require('./b')\nconst s = "require('./c')"`, []],
  ['require of a local function', 'a.js', `const x = load.require('./b')`, []],
  ['import equals', 'a.ts', `import x = require('./b')`, ['require import-equals ./b {* as x}']],
  ['import equals, type', 'a.ts', `import type x = require('./b')`, ['type-only import-equals ./b {type * as x}']],
  [
    'import type',
    'a.ts',
    `let x: import('./b').X; let y: typeof import('./c')`,
    ['type-only import-type ./b {type X}', 'type-only import-type ./c {type *}'],
  ],
  [
    'import type everywhere',
    'a.ts',
    `const x: import('./b').X = 1; function f(a: import('./c').Y): import('./d').Z {}; class A { p?: import('./e').P }`,
    ['b X', 'c Y', 'd Z', 'e P'].map((s) => `type-only import-type ./${s[0]} {type ${s[2]}}`),
  ],
  [
    'triple slash',
    'a.ts',
    `/// <reference path="b.d.ts" />\n/// <reference types="node" />\nlet x`,
    ['type-only triple-slash-path ./b.d.ts {type *}', 'type-only triple-slash-types node {type *}'],
  ],
  ['triple slash below code', 'a.ts', `let x;\n/// <reference path="b.d.ts" />`, []],
  ['JSX in .js', 'a.js', `import x from './b'; export default () => <p>{x}</p>`, ['value import ./b {default as x}']],
  ['flowing lines', 'a.ts', `import {\n  x,\n} from\n  './b'`, ['value import ./b {x}']],
  ['after wide characters', 'a.ts', `// 😀 é\nimport { x } from './b'`, ['value import ./b {x}']],
  [
    'Vue',
    'a.vue',
    `<template>import x from './no'</template>\n<script setup lang="ts">\nimport { x } from './b'\n</script>`,
    ['value import ./b {x}'],
  ],
  [
    'Svelte',
    'a.svelte',
    `<script context="module">import './b'</script>\n<script lang="ts">import type { X } from './c'</script>`,
    ['side-effect import ./b {}', 'type-only import ./c {type X}'],
  ],
  [
    'half-typed',
    'a.ts',
    `import { x } from './b';\nimport type { Y } from './c';\nimport './d';\nconst y = ;`,
    ['value import ./b {*}', 'type-only import ./c {type *}', 'side-effect import ./d {}'],
  ],
  [
    'a name passed on from nowhere yet',
    'a.ts',
    `import "./ok";\nexport { a } from\nexport const q = 1`,
    ['side-effect import ./ok {}'],
  ],
  ['all passed on from nowhere yet', 'a.ts', `import "./ok";\nexport * from;\n`, ['side-effect import ./ok {}']],
  ['all passed on, unfinished', 'a.ts', `import "./ok";\nexport * from './b\n`, ['side-effect import ./ok {}']],
  ['an import from nowhere yet', 'a.ts', `import "./ok";\nimport { a } from\n`, ['side-effect import ./ok {}']],
])('reads imports: %s', (_, path, text, expected) => {
  expect(references(path, text)).toEqual(expected);
  expect(references(path, text, false), 'the documented way of the parser').toEqual(expected);
});

test.each<[name: string, path: string, text: string, expected: string[]]>([
  [
    'declarations',
    'a.ts',
    'export const a = 1, { b, c: [d] } = x; export function f() {} export class K {} export enum E {}',
    ['a', 'b', 'd', 'f', 'K', 'E'],
  ],
  ['types', 'a.ts', 'export type T = 1; export interface I {}', ['type abstract T', 'type abstract I']],
  [
    'abstract classes',
    'a.ts',
    'export abstract class A {}\nexport default abstract class {}',
    ['abstract A', 'abstract default'],
  ],
  ['list', 'a.ts', 'const a = 1; type T = 1; export { a as b, type T }', ['b', 'type abstract T']],
  ['default', 'a.ts', 'export default 1', ['default']],
  ['passed on', 'a.ts', `export { a } from './b'; export * from './c'`, []],
  ['CommonJS', 'a.cjs', 'exports.a = 1; module.exports.b = 2; exports.a = 3', ['a', 'b']],
  ['CommonJS object', 'a.cjs', 'module.exports = { a, "b-c": 1, ...d }', ['default', 'a', 'b-c']],
  ['export assignment', 'a.ts', 'const a = 1; export = a', ['default']],
])('reads exports: %s', (_, path, text, expected) => {
  const { exports } = extractModule(path, text);
  expect(extractModule(path, text, false).exports, 'the documented way of the parser').toEqual(exports);
  const names = exports.map(
    ({ name, typeOnly, abstract }) => `${typeOnly ? 'type ' : ''}${abstract ? 'abstract ' : ''}${name}`,
  );
  expect(names).toEqual(expected);
});

test.each([
  ['a syntax error', 'a.ts', 'const = 1', 'syntax-error'],
  ['a binary file', 'a.ts', 'MZ\0\0\u0001', 'binary-file'],
  ['a file of 5 MB', 'a.js', `x = "${'y'.repeat(5 * 1024 * 1024)}"`, 'file-too-large'],
])('says what is wrong with %s', (_, path, text, code) => {
  expect(extractModule(path, text).problems.map((problem) => problem.code)).toEqual([code]);
});

test('finds no problem in sloppy scripts', () => {
  expect(extractModule('a.js', 'with (x) { y }\nvar public = 010').problems).toEqual([]);
});
