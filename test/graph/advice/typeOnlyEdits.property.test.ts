import ts from 'typescript';
import { expect, it } from 'vitest';
import { typeOnlyEdits } from '../../../src/graph/advice/typeOnly/typeOnlyEdits.ts';
import fc from '../../support/fastCheck.ts';
import { applyEdits } from './applyEdits.ts';

const space = fc.constantFrom('', ' ', '\n  ', ' /* c */ ', ' // c\n');
const use = fc.constantFrom('type', 'value', 'none');
const element = fc.record({
  imported: fc.constantFrom('a', 'b', 'default', 'type', 'from', 'as'),
  inline: fc.boolean(),
  before: space,
  after: space,
  use,
});
const source = fc.record({
  first: fc.option(fc.record({ name: fc.constantFrom('Main', 'type', 'from'), use }), { nil: undefined }),
  rest: fc.oneof(fc.array(element, { maxLength: 4 }), fc.constant('namespace' as const)),
  gap: space,
  trailingComma: fc.boolean(),
  semicolon: fc.constantFrom(';', ''),
  head: fc.constantFrom(
    '',
    '\uFEFF',
    '#!/usr/bin/env node\n',
    `import { v } from './o'\nimport type { T } from './o'\nv as T\n`,
  ),
});

type Source = typeof source extends fc.Arbitrary<infer T> ? T : never;

function print({ first, rest, gap, trailingComma, semicolon, head }: Source): string {
  const uses: string[] = [];
  const bind = (name: string, kind: string, inline = false) => {
    if (kind === 'type') uses.push(`let t${uses.length}: ${name};`);
    if (kind === 'value' && !inline) uses.push(`console.log(${name});`);
    return name;
  };
  const clause = first === undefined ? [] : [bind(first.name, first.use)];
  if (rest === 'namespace') {
    clause.push(`* as ${bind('ns', 'type')}`);
  } else {
    const elements = rest.map(({ imported, inline, before, after, use: kind }, index) => {
      return `${before}${inline ? 'type ' : ''}${imported} as ${bind(`local${index}`, kind, inline)}${after}`;
    });
    clause.push(`{${elements.join(',')}${trailingComma && elements.length > 0 ? ',' : ''}}`);
  }
  return `${head}import ${clause.join(`,${gap}`)} from './lib'${semicolon}\n${uses.join('\n')}\n`;
}

/** What the imports of ./lib bind, as `imported as local`, and whether the text parses. */
function bindings(text: string): { names: string[]; errors: number } {
  const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
  const names = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext).statements.flatMap((node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return [];
    if (node.moduleSpecifier.text !== './lib' || node.importClause === undefined) return [];
    const { name, namedBindings } = node.importClause;
    const first = name === undefined ? [] : [`default as ${name.text}`];
    if (namedBindings === undefined) return first;
    if (ts.isNamespaceImport(namedBindings)) return [...first, `* as ${namedBindings.name.text}`];
    return [...first, ...namedBindings.elements.map((e) => `${(e.propertyName ?? e.name).text} as ${e.name.text}`)];
  });
  return { names: names.sort(), errors: diagnostics?.length ?? 0 };
}

const comments = (text: string) => text.match(/\/\/ c\n|\/\* c \*\//g)?.length ?? 0;

it('keeps the names, the comments and the text around the import, and leaves nothing to do', async () => {
  let edited = 0;
  await fc.assert(
    fc.asyncProperty(source, async (parts) => {
      const before = print(parts);
      const start = before.indexOf(`'./lib'`);
      const answer = await typeOnlyEdits(before, 'file.ts', { start, end: start + 7 });
      if (answer.kind === 'none') return;
      edited++;
      for (const edit of answer.edits) {
        expect(edit.start).toBeGreaterThanOrEqual(parts.head.length);
        expect(edit.end).toBeLessThanOrEqual(start);
      }
      const after = applyEdits(before, answer.edits);
      expect(bindings(after)).toEqual({ ...bindings(before), errors: 0 });
      expect(comments(after)).toBe(comments(before));
      const at = after.lastIndexOf(`'./lib'`);
      const again = await typeOnlyEdits(after, 'file.ts', { start: at, end: at + 7 });
      expect(again.kind === 'none' ? again.reason : again.kind).toMatch(/already|at run time|Nothing|no names/);
    }),
    { numRuns: 300 },
  );
  expect(edited).toBeGreaterThan(50);
}, 120_000);
