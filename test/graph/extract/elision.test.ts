import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compiled } from '../../../src/graph/extract/analyse.ts';
import { namesLeft } from '../../../src/graph/extract/elision.ts';
import { extractModule } from '../../../src/graph/extract/extract.ts';
import fc from '../../support/fastCheck.ts';

/** Ways to use an imported `X`, and to have a name that is not it. */
const uses = [
  'let a: X;',
  'let b: X.Inner;',
  'let c: typeof X;',
  'X;',
  'X();',
  'new X();',
  'const d = X.inner;',
  'const e = { X };',
  'const f = { X: 1 };',
  'class G extends X {}',
  'class H implements X {}',
  'interface I extends X {}',
  'function j(X: number) { return X; }',
  'function k<X>(x: X) { return x; }',
  'export { X };',
  'export type { X };',
  'export type L = X;',
  'export default X;',
  '// X()',
  'const m = "X()";',
  'const n = `$'.concat('{X}`;'),
  'const o = null as unknown as X;',
  'const p = <X>null!;',
  'const q = null! satisfies X;',
  'namespace R { export const s = X; }',
  'enum T { a = X }',
  'declare const u: X;',
  'declare class V extends X {}',
  '@X class W {}',
  'class Y { constructor(private z: X) {} }',
  '@decorated class Z { constructor(private a: X) {} }',
  'class AA { @decorated b!: X; }',
  'import CC = X.Inner;',
  'import DD = X.Inner; DD();',
  'type EE = import("./x").X;',
  'abstract class FF { abstract g(x: X): X; }',
  '{ const X = 1; X; }',
  'X = X;',
];

const clauses = ['X', '{ X }', '{ y as X }', '{ X, other }', '* as X', 'X, { other }', '{ type other, X }'];

function left(source: string): string[] {
  return [...(namesLeft(source, 'ts', ['X', 'other']) ?? ['X', 'other'])]
    .filter((name) => name === 'X' || name === 'other')
    .sort();
}

/** What TypeScript itself leaves when it compiles the file alone. */
function leftByTypeScript(source: string): string[] {
  const { outputText } = ts.transpileModule(source, {
    fileName: 'file.ts',
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  return ['X', 'other'].filter((name) => new RegExp(`^import [^;]*\\b${name}\\b`, 'm').test(outputText)).sort();
}

describe('imports that the compiler drops', () => {
  test('are those that TypeScript drops', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clauses),
        fc.uniqueArray(fc.constantFrom(...uses), { minLength: 0, maxLength: 3 }),
        (clause, used) => {
          const source = `import ${clause} from './x';\n${used.join('\n')}\nexport {};\n`;
          expect(left(source)).toEqual(leftByTypeScript(source));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(uses)('as TypeScript says: %s', (use) => {
    const source = `import { X } from './x';\n${use}\nexport {};\n`;
    expect(left(source)).toEqual(leftByTypeScript(source));
  });

  test('keep what JSX may call', () => {
    const source =
      'import React from "react";\nimport { jsx, create, Shape } from "./x";\nexport const a = (b: Shape) => <b.c />;';
    expect([...(namesLeft(source, 'tsx', ['React', 'jsx', 'create', 'Shape']) ?? [])]).toEqual(
      expect.arrayContaining(['React', 'jsx', 'create']),
    );
    expect(namesLeft(source, 'tsx', ['Shape'])?.has('Shape')).toBe(false);
  });

  test('are none in JavaScript, in declarations, in markup, and where the file does not parse', () => {
    const source = 'import { X } from "./x";\nexport const a = 1;\n';
    for (const path of ['a.js', 'a.jsx', 'a.d.ts'])
      expect(extractModule(path, source).references[0]?.names).toEqual([{ imported: 'X', as: 'X', typeOnly: false }]);
    const markup = `<script lang="ts">\n${source}</script>`;
    expect(extractModule('a.vue', markup).references[0]?.names[0]?.elidable).toBeUndefined();
    expect(extractModule('a.ts', `${source}let = ;`).references[0]?.names[0]?.elidable).toBeUndefined();
  });

  test('are marked name by name, also those of import x = require()', () => {
    const source = [
      'import { A, type B, c } from "./x";',
      'import d = require("./d");',
      'import e = require("./e");',
      'export const f = (a: A, b: B, g: d.D) => c(e);',
    ].join('\n');
    const marked = extractModule('a.ts', source).references.map(({ specifier, typeOnly, names }) => [
      specifier,
      typeOnly,
      names.filter(({ elidable }) => elidable).map(({ as }) => as),
    ]);
    expect(marked).toEqual([
      ['./x', false, ['A']],
      ['./d', false, ['d']],
      ['./e', false, []],
    ]);
  });
});

describe('types marked one by one', () => {
  test.each<[string, true | undefined]>([
    ["import { type A } from './x';", true],
    ["import { type A, type B as C } from './x';", true],
    ["export { type A } from './x';", true],
    ["import { type A, b } from './x';", undefined],
    ["import type { A } from './x';", undefined],
    ["import /* only */ type { A } from './x';", undefined],
    ["import type A from './x';", undefined],
    ["import type * as A from './x';", undefined],
    ["import type {} from './x';", undefined],
    ["import type from './x';", undefined],
    ["import type, { type A } from './x';", undefined],
    ["import {} from './x';", undefined],
    ["import './x';", undefined],
    ["export type { A } from './x';", undefined],
    ["export type * from './x';", undefined],
  ])('are told from a statement that is type-only: %s', (statement, inlineTypes) => {
    for (const lazy of [true, false]) {
      const [reference] = extractModule('a.ts', `${statement}\nexport const a = 1;\n`, lazy).references;
      expect(reference?.specifier).toBe('./x');
      expect(reference?.inlineTypes).toBe(inlineTypes);
    }
  });

  test('leave the statement where imports are kept as they are written, as TypeScript does', () => {
    for (const statement of [
      "import { type A } from './x';",
      "export { type A } from './x';",
      "import type { A } from './x';",
    ]) {
      const { outputText } = ts.transpileModule(statement, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, verbatimModuleSyntax: true },
      });
      const [reference] = extractModule('a.ts', statement).references;
      if (!reference) throw new Error('no reference');
      const kept = compiled(reference, 'a.ts', { elidesImports: () => false });
      expect(kept.typeOnly).toBe(!outputText.includes('./x'));
      expect(compiled(kept, 'a.ts', { elidesImports: () => true }).typeOnly).toBe(true);
    }
  });
});
