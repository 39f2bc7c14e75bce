import { describe, expect, test } from 'vitest';
import { findFunctions, findStubs, mayHoldStubs } from '../../../src/capability/discovery/stubs/findStubs.ts';

const names = (text: string, path = 'src/a.ts') => findStubs(path, text).map(({ name }) => name);

test('a stub is told with its name, exports, parameters, types, documentation and places', () => {
  const text = `/** Makes a slug of a title. @param title of a page */
export async function slug(title: string, { max }: Options, sep = '-', ...more: string[]): Promise<string> {
  throw new Error('Not implemented yet');
}
`;
  const [stub, ...others] = findStubs('src/slug.ts', text);
  expect(others).toEqual([]);
  const placeOf = (type: string) => ({ start: text.indexOf(type), end: text.indexOf(type) + type.length });
  expect(stub).toEqual({
    name: 'slug',
    exportedAs: ['slug'],
    kind: 'throws',
    async: true,
    parameters: [
      { name: 'title', type: 'string', optional: false, typeAt: placeOf('string') },
      { name: 'max', optional: false, from: { of: 'argument', nth: 1, at: ['max'] } },
      { name: 'sep', optional: true, from: { of: 'argument', nth: 2, at: [], usual: '-' } },
      {
        name: 'more',
        type: 'string[]',
        optional: true,
        typeAt: placeOf('string[]'),
        from: { of: 'rest', nth: 3, at: [] },
      },
    ],
    returns: 'Promise<string>',
    documentation: 'Makes a slug of a title.',
    place: { path: 'src/slug.ts', line: 2, column: 23, start: text.indexOf('slug('), end: text.indexOf('slug(') + 4 },
    body: { start: text.indexOf('{\n'), end: text.indexOf('}\n', text.indexOf('{\n')) + 1 },
  });
  expect(text.slice(stub?.body.start, stub?.body.end)).toMatch(/^\{\n.*\n\}$/);
});

describe('functions that are not written', () => {
  test.each([
    ["throw new Error('not implemented')", 'throws'],
    ["throw new Error('Method not implemented.')", 'throws'],
    ['throw new Error(`slug is not yet implemented`)', 'throws'],
    ["throw Error('TODO')", 'throws'],
    ["throw 'unimplemented'", 'throws'],
    ['throw new NotImplementedError()', 'throws'],
    ["throw new Error('Remove this line and implement the function')", 'throws'],
    ["throw new Error('Your code goes here')", 'throws'],
    ["console.log(a); throw new Error('Not supported yet')", 'throws'],
    ["void a;\nthrow new Error('not implemented');", 'throws'],
    ['return notImplemented();', 'throws'],
    ["// TODO: implement\nreturn '';", 'todo'],
    ['return []; // FIXME', 'todo'],
    ['// TODO', 'todo'],
    ['/* FIXME: implement this */', 'todo'],
    ['', 'empty'],
    ['// later', 'empty'],
  ])('with the body %j', (body, kind) => {
    for (const text of [
      `export function f(a: string): string {\n${body}\n}`,
      `export const f = (a: string): string => {\n${body}\n};`,
      `export const f = function (a: string): string {\n${body}\n};`,
      `export default function f(a: string): string {\n${body}\n}`,
    ]) {
      expect(mayHoldStubs(text), text).toBe(true);
      expect(findStubs('a.ts', text).map((stub) => [stub.name, stub.kind])).toEqual([['f', kind]]);
    }
  });

  test('in JavaScript, by the type in the comment', () => {
    expect(names('/** @returns {string} */\nexport function f(a) {}', 'a.js')).toEqual(['f']);
    expect(names('/** @returns {void} */\nexport function f(a) {}', 'a.js')).toEqual([]);
    expect(names('export function f(a) {}', 'a.js')).toEqual([]);
  });
});

test('an arrow that calls what stands for all that is not written is one, too', () => {
  const text = 'export const f = (s: string): string => notImplemented();';
  const [stub] = findStubs('a.ts', text);
  expect([stub?.kind, text.slice(stub?.body.start, stub?.body.end)]).toEqual(['throws', 'notImplemented()']);
});

test.each([
  "export function f(): never { throw new Error('not implemented'); }",
  "export function f(a: string): string { throw new Error('Search is not implemented on this host'); }",
  "export function f(a: string): string { return ''; }",
  "export function f(a: string): string { return 'TODO'; }",
  "export function f(a: string): string { console.log('not implemented'); }",
  'export function f(): void {}',
  'export async function f(): Promise<void> {}',
  'export function f() {}',
  'export function f(): string | undefined {}',
  'export function f(): never {}',
  'export function f(): any {}',
  'export declare function f(): string;',
  'export function f(a: number): string;\nexport function f(a: string): string;\nexport function f(a: unknown) { return String(a); }',
  "export function f(): string { throw new Error('no such file'); }",
  "export function f(a: string): string { if (!a) throw new Error('not implemented'); return a; }",
  'export function* f(): Generator<string> {}',
  'export abstract class A { f(): string { throw new Error("not implemented"); } }',
  'export class A { f(): string { throw new Error("Not implemented: override it"); } }',
  'export class A { get f(): string { throw new Error("TODO"); } }',
  'export class A { abstract f(): string; ["g"](): string { throw new Error("TODO"); } }',
  'export interface A { f(): string }',
])('no stub: %s', (text) => {
  expect(names(text)).toEqual([]);
});

test('what is exported, and as what', () => {
  const todo = '{ /* TODO */ }';
  const text = `function a() ${todo} function b() ${todo} const c = () => ${todo}; function d() ${todo}
export { a, a as first, b as default }; export const e = () => ${todo};`;
  expect(findStubs('x.ts', text).map(({ name, exportedAs }) => [name, exportedAs])).toEqual([
    ['a', ['a', 'first']],
    ['b', ['default']],
    ['c', []],
    ['d', []],
    ['e', ['e']],
  ]);
  const common = `function a() ${todo} function b() ${todo} function c() ${todo}
module.exports = { a, second: b }; exports.c = c;`;
  expect(findStubs('x.cjs', common).map(({ name, exportedAs }) => [name, exportedAs])).toEqual([
    ['a', ['a']],
    ['b', ['second']],
    ['c', ['c']],
  ]);
  expect(findStubs('x.cjs', `module.exports = f;\nfunction f() ${todo}`)[0]?.exportedAs).toEqual(['default']);
});

test('functions that a module in CommonJS exports where it makes them, and members of objects in objects and of namespaces', () => {
  const todo = "{ throw new Error('not implemented'); }";
  const stubsOf = (path: string, text: string) =>
    findStubs(path, text).map(({ name, exportedAs, body }) => [name, ...exportedAs, text.slice(body.start, body.end)]);
  const common = `exports.a = function (s) ${todo};\nmodule.exports.b = (s) => ${todo};\nexports.c = exports.d = (s) => ${todo};`;
  expect(stubsOf('x.cjs', common)).toEqual([
    ['a', 'a', todo],
    ['b', 'b', todo],
    ['c', 'c', todo],
  ]);
  const object = `module.exports = { f(s) ${todo}, g: (s) => ${todo}, texts: { slug(s) ${todo} }, h };\nfunction h(s) ${todo}`;
  expect(stubsOf('x.js', object)).toEqual([
    ['f', 'f', todo],
    ['g', 'g', todo],
    ['texts.slug', 'texts.slug', todo],
    ['h', 'h', todo],
  ]);
  expect(stubsOf('x.js', `module.exports = function (s) ${todo};`)).toEqual([['default', 'default', todo]]);
  expect(stubsOf('x.js', `module.exports = class { go(s) ${todo} };`)).toEqual([['default.go', 'default.go', todo]]);
  const typed = `export const api = { texts: { slug(s: string) ${todo} } };
export namespace Texts { export function cut(s: string) ${todo} function own() ${todo} export namespace In { export const up = () => ${todo}; } }`;
  expect(stubsOf('x.ts', typed)).toEqual([
    ['api.texts.slug', 'api.texts.slug', todo],
    ['Texts.cut', 'Texts.cut', todo],
    ['Texts.In.up', 'Texts.In.up', todo],
  ]);
});

test('methods of classes and objects are stubs, under the name of what the file exports', () => {
  const todo = '{ throw new Error("not implemented"); }';
  const text = `/** Names. */
class Slugger {
  constructor() ${todo}
  /** Makes a slug. */
  slug(title: string): string ${todo}
  static of(title: string): string ${todo}
  short = (title: string): string => ${todo};
  private own(): string ${todo}
  #hidden(): string ${todo}
}
export { Slugger as Names };
export const formats = { csv(row: string[]): string ${todo}, tsv: (row: string[]) => ${todo}, done: () => 1 } as const;
export const Local = class { go(): string ${todo} };
export default { main(a: string) ${todo} };
`;
  const found = findStubs('src/names.ts', text);
  expect(found.map(({ name, exportedAs }) => [name, ...exportedAs])).toEqual([
    ['Slugger.slug', 'Names.slug'],
    ['Slugger.of', 'Names.of'],
    ['Slugger.short', 'Names.short'],
    ['Slugger.own'],
    ['Slugger.#hidden'],
    ['formats.csv', 'formats.csv'],
    ['formats.tsv', 'formats.tsv'],
    ['Local.go', 'Local.go'],
    ['default.main', 'default.main'],
  ]);
  expect(found[0]).toMatchObject({ documentation: 'Makes a slug.', place: { line: 5, column: 3 }, returns: 'string' });
  for (const { body } of found) expect(text.slice(body.start, body.end)).toBe(todo);
});

test('functions that are written are found by their names, with the body that is to be replaced', () => {
  const text =
    'const up = (text: string) => text;\nexport { up as upper };\nexport function* all() {}\nexport class A { f() { return 1; } }';
  const found = findFunctions('a.ts', text, ['upper', 'all', 'A.f']);
  expect(found.map(({ name, kind, body }) => [name, kind, text.slice(body.start, body.end)])).toEqual([
    ['up', 'wrong', 'text'],
    ['A.f', 'wrong', '{ return 1; }'],
  ]);
});

test('a text that is half written still tells its other functions', () => {
  expect(names("export function f(): string { }\nexport function g(: string { throw new Error('TODO')")).toContain('f');
});

test('the cheap look at a text stays cheap, whatever comments it has', () => {
  expect(mayHoldStubs(`{${'// '.repeat(50_000)}\n x }`)).toBe(false);
  expect(mayHoldStubs(`{${'/**/ '.repeat(50_000)} x }`)).toBe(false);
  expect(mayHoldStubs('{ /* ** */ // later\n }')).toBe(true);
});
