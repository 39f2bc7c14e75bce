import { expect, test } from 'vitest';
import { newStub } from '../../../src/capability/discovery/index.ts';
import type { Gap } from '../../../src/protocol/index.ts';
import { gap, place } from '../../host/gaps/samples.ts';

function stubText(path: string, text: string, known: Gap | undefined, count = 1, name = 'slug'): string | undefined {
  const stub = newStub(path, text, { name, count }, known);
  return stub && text.slice(0, stub.at) + stub.text + text.slice(stub.at);
}

const example = (input: readonly (string | number | null)[], output: string | number[] | null) => ({
  ...{ input, output },
  place: place('a.test.ts'),
});

test('a stub has the types of its examples', () => {
  const known = gap({
    parameters: ['title', 'most'],
    examples: [example(['A b', 3], 'a-b'), example(['', 2], null)],
    otherInputs: [[null, 1]],
  });
  expect(stubText('src/slug.ts', '', known)).toBe(
    "export function slug(title: string | null, most: number): string | null {\n  throw new Error('not implemented');\n}\n",
  );
  expect(stubText('src/slug.ts', '', undefined, 2)).toContain('(input1: unknown, input2: unknown): unknown {');
  expect(stubText('src/slug.ts', '', gap({ examples: [example(['a'], [1])] }))).toContain(': number[] {');
  expect(stubText('src/slug.js', '', known)).toContain('function slug(title, most) {');
  const own = { path: 'src/slug.ts', name: 'slug', required: 1 };
  expect(stubText('src/slug.ts', '', { ...known, function: own })).toContain('(title: string | null, most?: number)');
});

test.each([
  ['class A {}\n', "class A {\n  slug(title: string): string {\n    throw new Error('not implemented');\n  }\n}\n"],
  [
    'class A {\n  a = 1;\n}\nclass B {}\n',
    "class A {\n  a = 1;\n\n  slug(title: string): string {\n    throw new Error('not implemented');\n  }\n}\nclass B {}\n",
  ],
  [
    'export const A = { b: 1 } as const;\n',
    "export const A = { b: 1,\n  slug(title: string): string {\n    throw new Error('not implemented');\n  },\n } as const;\n",
  ],
  [
    'export const A = {\r\n  b: 1,\r\n};\r\n',
    "export const A = {\r\n  b: 1,\r\n  slug(title: string): string {\r\n    throw new Error('not implemented');\r\n  },\r\n};\r\n",
  ],
  ['class B {}\n', undefined],
])('a method goes into its class or object: %j', (text, after) => {
  const known = gap({ parameters: ['title'], examples: [example(['A b'], 'a-b')] });
  expect(stubText('src/a.ts', text, known, 1, 'A.slug')).toBe(after);
});

test('a method that is called on its class is one of the class', () => {
  const known = gap({ function: { path: 'src/a.ts', name: 'A.of', onClass: true }, parameters: ['text'] });
  expect(stubText('src/a.ts', 'class A {}', known, 1, 'A.of')).toContain('  static of(text: unknown): unknown {');
});
