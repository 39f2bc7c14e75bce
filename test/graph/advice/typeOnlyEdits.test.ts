import { describe, expect, it } from 'vitest';
import { typeOnlyEdits } from '../../../src/graph/advice/typeOnly/typeOnlyEdits.ts';
import { applyEdits } from './applyEdits.ts';
import { compile } from './compile.ts';

const lib = `
export default class Main { main = 1; static made = 1; }
export class Model { model = 1; static made = 1; }
export interface Shape { shape: number }
export enum Color { Red }
export const enum Size { Big }
export const value = { deep: 1 };
export function decorate(...args: any[]): any { return args; }
export namespace Space { export interface Inner { inner: 1 } export const one = 1; }
export declare namespace JSX { interface Element {} interface IntrinsicElements { div: object } }
`;

/** Asks about the import of './lib' in a text; the edited text where there are edits, else the reason. */
async function ask(text: string, path = 'file.ts'): Promise<{ kind: string; result: string }> {
  const specifier = /(['"])\.\/lib\1/.exec(text);
  if (specifier === null) throw new Error('no import of ./lib');
  const start = specifier.index;
  const answer = await typeOnlyEdits(text, path, { start, end: start + specifier[0].length });
  return { kind: answer.kind, result: answer.kind === 'none' ? answer.reason : applyEdits(text, answer.edits) };
}

/** Sources whose import of ./lib becomes type-only as a whole, with the import that comes out. */
const whole: [name: string, before: string, after: string][] = [
  [
    'annotations',
    `import { Model, Shape as S } from './lib';\nexport let a: Model | S;`,
    `import type { Model, Shape as S } from './lib';\nexport let a: Model | S;`,
  ],
  [
    'a default import',
    `import Main from "./lib"\nexport let a: Main`,
    `import type Main from "./lib"\nexport let a: Main`,
  ],
  [
    'a namespace import',
    `import * as lib from './lib';\nexport let a: lib.Space.Inner;`,
    `import type * as lib from './lib';\nexport let a: lib.Space.Inner;`,
  ],
  [
    'a default import with names',
    `import Main, { Model, type Shape } from './lib';\nexport let a: [Main, Model, Shape];`,
    `import type Main from './lib';\nimport type { Model, Shape } from './lib';\nexport let a: [Main, Model, Shape];`,
  ],
  [
    'a default import with a namespace, Windows line ends, no semicolons',
    `import Main, * as lib from './lib'\r\nexport let a: Main | lib.Shape\r\n`,
    `import type Main from './lib'\r\nimport type * as lib from './lib'\r\nexport let a: Main | lib.Shape\r\n`,
  ],
  [
    'inline modifiers on every name',
    `import { type Model, type Shape as S } from './lib';\nexport let a: Model | S;`,
    `import type { Model, Shape as S } from './lib';\nexport let a: Model | S;`,
  ],
  [
    'a byte order mark, comments and several lines',
    `\uFEFF// first\nimport {\n  Model, // of cars\n  /* a */ Shape,\n} from './lib';\nexport let a: Model | Shape;`,
    `\uFEFF// first\nimport type {\n  Model, // of cars\n  /* a */ Shape,\n} from './lib';\nexport let a: Model | Shape;`,
  ],
  [
    'type queries, also of deep members',
    `import { value, Color } from './lib';\nexport let a: typeof value.deep, b: keyof typeof Color;`,
    `import type { value, Color } from './lib';\nexport let a: typeof value.deep, b: keyof typeof Color;`,
  ],
  [
    '`implements` and what an interface extends',
    `import { Shape, Model } from './lib';\nexport class A implements Shape { shape = 1 }\nexport interface B extends Model {}`,
    `import type { Shape, Model } from './lib';\nexport class A implements Shape { shape = 1 }\nexport interface B extends Model {}`,
  ],
  [
    'enums as types',
    `import { Color, Size } from './lib';\nexport let a: Color | Size | Color.Red;`,
    `import type { Color, Size } from './lib';\nexport let a: Color | Size | Color.Red;`,
  ],
  [
    'a value of the same name that hides it',
    `import { value } from './lib';\nexport let a: typeof value;\nexport function f(value: number) { return value; }`,
    `import type { value } from './lib';\nexport let a: typeof value;\nexport function f(value: number) { return value; }`,
  ],
  [
    'type arguments, assertions, `satisfies` and guards',
    `import { Model } from './lib';\nexport const a = new Set<Model>(), b = {} as Model, c = null satisfies Model | null;\nexport function f(x: unknown): x is Model { return true; }`,
    `import type { Model } from './lib';\nexport const a = new Set<Model>(), b = {} as Model, c = null satisfies Model | null;\nexport function f(x: unknown): x is Model { return true; }`,
  ],
  [
    'types exported again as types',
    `import { Model } from './lib';\nexport type { Model };`,
    `import type { Model } from './lib';\nexport type { Model };`,
  ],
  [
    'a name that is a keyword',
    `import { Model as type } from './lib';\nexport let a: type;`,
    `import type { Model as type } from './lib';\nexport let a: type;`,
  ],
  [
    'a default name that is a keyword',
    `import type from './lib';\nexport let a: type;`,
    `import type type from './lib';\nexport let a: type;`,
  ],
  [
    'the type of a decorated class that nobody instantiates',
    `import { Model } from './lib';\nfunction local(x: any): any { return x; }\n@local export class A { plain?: Model }`,
    `import type { Model } from './lib';\nfunction local(x: any): any { return x; }\n@local export class A { plain?: Model }`,
  ],
];

/** Sources where some names can be marked, with what comes out. */
const part: [name: string, before: string, after: string][] = [
  [
    'inline where the file has no other style',
    `import { Model, value } from './lib';\nexport let a: Model = value as any;`,
    `import { type Model, value } from './lib';\nexport let a: Model = value as any;`,
  ],
  [
    'an import of its own where the file keeps them apart',
    `import { Inner } from './other';\nimport type { Outer } from './other';\nimport { Model, value, Shape as S } from './lib';\nexport let a: [Model, S, Outer] = value as any;\nInner;`,
    `import { Inner } from './other';\nimport type { Outer } from './other';\nimport type { Model, Shape as S } from './lib';\nimport { value } from './lib';\nexport let a: [Model, S, Outer] = value as any;\nInner;`,
  ],
  [
    'a default import that is a type',
    `import Main, { value, Model } from './lib';\nexport let a: [Main, Model] = value as any;`,
    `import type Main from './lib';\nimport { value, type Model } from './lib';\nexport let a: [Main, Model] = value as any;`,
  ],
  [
    'names that are types beside a default import that is not',
    `import Main, { Model } from './lib';\nexport let a: Model = Main.made as any;`,
    `import Main, { type Model } from './lib';\nexport let a: Model = Main.made as any;`,
  ],
  [
    'a namespace that is a type beside a default import that is not',
    `import Main, * as lib from './lib';\nexport let a: lib.Model = Main.made as any;`,
    `import Main from './lib';\nimport type * as lib from './lib';\nexport let a: lib.Model = Main.made as any;`,
  ],
];

/** Uses that need the import at run time, with the reason that is given. */
const refused: [name: string, source: string, reason: RegExp, path?: string][] = [
  ['instantiation', `import { Model } from './lib';\nexport const a = new Model();`, /`Model` is used at run time/],
  ['a base class', `import { Model } from './lib';\nexport class A extends Model {}`, /`Model` is used/],
  ['`instanceof`', `import { Model } from './lib';\nexport const a = (x: unknown) => x instanceof Model;`, /used/],
  ['an enum as a value', `import { Color } from './lib';\nexport const a = Color.Red;`, /used/],
  ['a const enum as a value', `import { Size } from './lib';\nexport const a: number = Size.Big;`, /used/],
  ['`typeof` in an expression', `import { value } from './lib';\nexport const a = typeof value;`, /used/],
  ['shorthand properties', `import { value } from './lib';\nexport const a = { value };`, /used/],
  ['an export', `import { value } from './lib';\nexport { value };`, /used/],
  ['a default export', `import { value } from './lib';\nexport default value;`, /used/],
  ['`export =`', `import { value } from './lib';\nexport = value;`, /used/],
  ['an alias', `import { Space } from './lib';\nimport Inner = Space.Inner;\nexport let a: Inner;`, /used/],
  ['a decorator', `import { decorate } from './lib';\n@decorate export class A {}`, /used/],
  [
    'decorator metadata of a property, a parameter and a constructor',
    `import { Model, Color, Main } from './lib';\nfunction d(...x: any[]): any {}\n@d export class A { @d a?: Model; @d m(b: Color) {} constructor(c: Main) {} }`,
    /`Model`, `Color`, `Main` are used/,
  ],
  ['a JSX element', `import { Model } from './lib';\nexport const a = <Model />;`, /used/, 'file.tsx'],
  [
    'a member of a namespace in JSX',
    `import * as ui from './lib';\nexport const a = <ui.Model />;`,
    /used/,
    'file.tsx',
  ],
  [
    'a JSX factory by pragma',
    `/** @jsx make */\nimport { make } from './lib';\nexport const a = <div />;`,
    /used/,
    'file.tsx',
  ],
  ['a JSX factory by name', `import { h } from './lib';\nexport const a = <div />;`, /Nothing|used/, 'file.tsx'],
  [
    'a namespace that may be the JSX factory too',
    `import { JSX } from './lib';\nexport const a = (x: JSX.Element) => <div />;`,
    /used/,
    'file.tsx',
  ],
  ['no use at all', `import { Model } from './lib';`, /Nothing in the file uses/],
  ['no names', `import './lib';`, /only side effects/],
  ['a type-only import', `import type { Model } from './lib';\nexport let a: Model;`, /already/],
  ['an export from', `export { Model } from './lib';`, /not an import declaration/],
  ['a dynamic import', `export const a = import('./lib');`, /not an import declaration/],
  ['import attributes', `import data from './lib' with { type: 'json' };\nexport let a: typeof data;`, /attributes/],
  ['a syntax error', `import { Model } from './lib';\nlet a: Model = ;`, /does not parse/],
  ['JavaScript', `import { Model } from './lib';`, /Only TypeScript/, 'file.js'],
  ['a Vue component', `import { Model } from './lib';`, /Only TypeScript/, 'file.vue'],
  ['a declaration file', `import { Model } from './lib';\nexport let a: Model;`, /declaration file/, 'file.d.ts'],
  [
    'a comment between default import and names',
    `import Main, /* a */ { Model } from './lib';\nexport let a: Main | Model;`,
    /comment/,
  ],
];

describe('typeOnlyEdits', () => {
  it.each(whole)('makes the import type-only: %s', async (_, before, after) => {
    expect(await ask(before)).toEqual({ kind: 'whole', result: after });
  });

  it.each(part)('marks the names that are types: %s', async (_, before, after) => {
    expect(await ask(before)).toEqual({ kind: 'part', result: after });
  });

  it.each(refused)('leaves the import: %s', async (_, source, reason, path) => {
    const { kind, result } = await ask(source, path);
    expect(result).toMatch(reason);
    expect(kind).toBe('none');
  });

  it('keeps a name for JSX that only the configuration knows as its factory', async () => {
    const source = `import { Model, dom } from './lib';\nexport const a: Model = <div /> as any;`;
    expect(await ask(source, 'file.tsx')).toEqual({ kind: 'part', result: source.replace('Model,', 'type Model,') });
  });

  it('makes edits that the compiler accepts', () => {
    const files: Record<string, string> = {
      '/lib.ts': lib,
      '/other.ts': 'export class Inner {}\nexport interface Outer {}',
    };
    [...whole, ...part].forEach(([, , after], index) => {
      files[`/case${index}.ts`] = after;
    });
    expect(compile(files)).toEqual([]);
  }, 120_000);
});
