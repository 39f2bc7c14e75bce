import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { mutantsOf } from '../../../src/capability/verification/mutation/mutants.ts';

const changes = (source: string) => mutantsOf(source).map(({ change }) => change);

/** A function whose body is this expression, with a braced body: only the expression and the return change. */
const returned = (expression: string) => `export function f(a: any, b: any) { return ${expression}; }`;

test.each([
  ['a < b', ['< → <=', '< → >=']],
  ['a + 1', ['+ → -', '1 → (1 + 1)']],
  ['0', ['0 → 1']],
  ['true', ['true → false']],
  ["'a'", ['\'a\' → ""']],
  ["''", ['\'\' → "mutant"']],
  ['!a', ['!a → a']],
  ['-a', ['-a → a']],
  ['a++', ['a++ → a--']],
  ['--a', ['--a → ++a']],
  ['a ** b', ['** → *']],
  ['a | b', ['| → &']],
  ['a >>> b', ['>>> → <<']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is changed.
  ['`a ${b}`', ['`a ${b}` → ""']],
  ['a.trim()', ['.trim() → (removed)']],
  ['a.toUpperCase()', ['toUpperCase → toLowerCase']],
  [
    '/^\\d+$/i',
    [
      '/^\\d+$/i → /\\d+$/i',
      '/^\\d+$/i → /^\\d+/i',
      '/^\\d+$/i → /^\\d$/i',
      '/^\\d+$/i → /^\\D+$/i',
      '/^\\d+$/i → /^\\d+$/',
    ],
  ],
  ['/[ab]*/', ['/[ab]*/ → /[ab]+/', '/[ab]*/ → /[^ab]*/']],
  ['/x/', ['/x/ → /(?!)/']],
  ['a ? 1 : 2', ['a → true', 'a → false', '1 → (1 + 1)', '2 → (2 + 1)']],
])('%s', (expression, expected) => {
  expect(changes(returned(expression)).slice(1)).toEqual(expected);
});

test.each([
  [
    'export function f(a: number[]) { a.push(a.length); return a; }',
    ['a.push(a.length); → (removed)', 'return a; → return undefined as never;'],
  ],
  ['export const f = (a: string) => a;', ['a → undefined as never']],
  [
    'export const f = (a: number) => { a += 1; a++; };',
    ['a += 1; → (removed)', '+= → -=', '1 → (1 + 1)', 'a++; → (removed)', 'a++ → a--'],
  ],
])('%s', (source, expected) => {
  expect(changes(source)).toEqual(expected);
});

test('types, imports, property names and directives are left alone', () => {
  const source = `'use strict';
import type { A } from './a';
type T = 'x' | 1;
interface I { readonly n: 2 }
export const f = (a: A, t: T, i: I) => { const made = { 'key': a, t, i }; };`;
  expect(changes(source)).toEqual([]);
});

test('every mutant is a program, on the line that it names', () => {
  const source = `export function run({ text }: { text: string }) {
  const words = text.split(' ').filter((word) => word !== '');
  if (words.length > 3 && text.length % 2 === 0) return words.at(-1) ?? 'none';
  return words.length >= 1 || !text ? words[0] : \`\${words.length - 1}\`;
}`;
  const mutants = mutantsOf(source);
  expect(mutants.length).toBeGreaterThan(15);
  for (const { source: changed, line, change } of mutants) {
    const { diagnostics } = ts.transpileModule(changed, { reportDiagnostics: true });
    expect(diagnostics, change).toEqual([]);
    const before = source.split('\n');
    const after = changed.split('\n');
    expect(before.filter((text, index) => index !== line - 1 && after[index] !== text)).toEqual([]);
  }
});

test('a short program of texts and patterns has many mutants: one of one would be full marks for nothing', () => {
  expect(
    mutantsOf("export const run = ({ text }: { text: string }) => text.replace(/\\d+/g, '#').trim();").length,
  ).toBeGreaterThan(5);
});
