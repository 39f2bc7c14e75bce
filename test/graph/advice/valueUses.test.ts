import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { boundNames, importUsage, parseTypeScript } from '../../../src/graph/advice/typeOnly/importUsage.ts';
import { plainValueUses } from '../../../src/graph/advice/typeOnly/valueUses.ts';

const isPlain = (code: string): boolean =>
  plainValueUses(ts, parseTypeScript(ts, `import { A } from './a';\n${code}\n`, 'file.tsx')).has('A');

/** Imported names of a text: told from the syntax, and by the compiler. */
function judged(text: string, path: string) {
  const source = parseTypeScript(ts, text, path);
  const imported = source.statements.flatMap((node) => boundNames(ts, node));
  const uses = plainValueUses(ts, source);
  const values = importUsage(ts, source)?.values;
  return {
    plain: imported.filter((name) => uses.has(name)),
    needed: values && imported.filter((name) => values.has(name)),
  };
}

describe('plainValueUses', () => {
  it.each([
    'A();',
    'new A(1);',
    'A.b.c;',
    "A['b'];",
    'f(1, A);',
    'f(...A);',
    'const b = A, c = 1;',
    'const b = { c: A };',
    '[1, A];',
    'A`text`;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    '`${A}`;',
    'b instanceof A;',
    'class B extends A {}',
    'class B { b = A; }',
    '@A class B {}',
    '@A() class B {}',
    'const b = <A />;',
    'const b = <A>c</A>;',
    'const b = <b>{A}</b>;',
    'function f() { return A; }',
    'const b = (A() as string) satisfies B;',
    'if (false) A();',
    // A name of a member is none of the file's.
    'b.A; ({ A: 1 }); class B { A() { A(); } }',
  ])('sees that a value is needed: %s', (code) => expect(isPlain(code)).toBe(true));

  it.each([
    'let b: A;',
    'let b: typeof A.c;',
    'let b: A.B = c<A>();',
    'class B implements A.C {}',
    'interface B extends A.C {}',
    'interface B { [A.c]: string }',
    'declare const b: { [A.c]: string };',
    'declare class B extends A {}',
    'class B { declare [A.c]: string; }',
    'abstract class B { abstract [A.c](): void; }',
    'namespace N { A(); }',
    'b.A(); ({ A: 1 });',
    '<A-b />;',
  ])('leaves to the compiler what is no plain value: %s', (code) => expect(isPlain(code)).toBe(false));

  it.each([
    'function f(A: B) { A(); }',
    'const f = ({ A }) => A();',
    '{ const A = 1; f(A); }',
    'try {} catch (A) { f(A); }',
    'f(function A() { A(); });',
    'f(class A { b = A.c; });',
    '{ declare const A: B; A(); }',
    'namespace N { export const A = 1; A(); }',
  ])('leaves to the compiler what may be something else of that name: %s', (code) => expect(isPlain(code)).toBe(false));

  it('is right about every import of this very project, and about most that are needed', () => {
    const root = join(import.meta.dirname, '../../../src');
    const counts = { plain: 0, needed: 0 };
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(path)) continue;
      const { plain, needed } = judged(readFileSync(join(root, path), 'utf8'), path);
      if (needed === undefined) continue;
      expect({ path, wrong: plain.filter((name) => !needed.includes(name)) }).toEqual({ path, wrong: [] });
      counts.plain += plain.length;
      counts.needed += needed.length;
    }
    expect(counts.plain).toBeGreaterThan(0.8 * counts.needed);
  }, 60_000);
});
