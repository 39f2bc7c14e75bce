import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { mutantsOf } from '../../../src/capability/verification/mutation/mutants.ts';
import { spread } from '../../../src/capability/verification/mutation/sample.ts';

const changes = (source: string) => mutantsOf(source).map(({ change }) => change);

test.each([
  ['export const f = (a: number, b: number) => a < b;', ['< → <=', '< → >=']],
  ['export const f = (a: number) => a + 1;', ['+ → -', '1 → (1 + 1)']],
  ['export const f = () => 0;', ['0 → 1']],
  ['export const f = () => true;', ['true → false']],
  ["export const f = () => 'a';", ['\'a\' → ""']],
  ["export const f = () => '';", ['\'\' → "mutant"']],
  ['export const f = (a: boolean) => !a;', ['!a → a']],
  ['export const f = (a: boolean) => (a ? 1 : 2);', ['a → true', 'a → false', '1 → (1 + 1)', '2 → (2 + 1)']],
  [
    'export function f(a: number[]) { a.push(a.length); return a; }',
    ['a.push(a.length); → (removed)', 'return a; → return undefined as never;'],
  ],
])('%s', (source, expected) => {
  expect(changes(source)).toEqual(expected);
});

test('types, imports, property names and directives are left alone', () => {
  const source = `'use strict';
import type { A } from './a';
type T = 'x' | 1;
interface I { readonly n: 2 }
export const f = (a: A, t: T, i: I) => ({ 'key': a, t, i });`;
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

test('a sample is spread over all, keeps the order and is the same each time', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  expect(spread(items, 4)).toEqual([0, 25, 50, 75]);
  expect(spread([1, 2], 4)).toEqual([1, 2]);
});
