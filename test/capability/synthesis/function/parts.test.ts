import { expect, test } from 'vitest';
import { functionParts } from '../../../../src/capability/synthesis/function/parts.ts';

const slug = { name: 'slug', parameters: ['title'], async: false };

test('the code of a program takes the place of the body, what is beside it stays beside it', () => {
  const source = `interface Input {
  readonly title: string;
}

/** Makes a slug. */
export function run({ title }: Input): string {
  const words = wordsOf(title);

  return words.join('-');
}

/** The words. */
function wordsOf(text: string): string[] {
  return text.split(' ');
}
`;
  expect(functionParts(source, slug)).toEqual({
    body: "  const words = wordsOf(title);\n\n  return words.join('-');",
    helpers: `interface Input {
  readonly title: string;
}

/** The words. */
function wordsOf(text: string): string[] {
  return text.split(' ');
}
`,
  });
});

test('an input that has a name of its own is put together first', () => {
  const source =
    'export function run(input: { readonly title: string }): string {\n  return input.title.toLowerCase();\n}\n';
  expect(functionParts(source, slug)).toEqual({
    body: '  const input: { readonly title: string } = { title };\n  return input.title.toLowerCase();',
    helpers: '',
  });
});

test.each([
  ['calls itself', 'export function run({ title }: I): string { return title === "" ? "" : run({ title: "" }); }'],
  ['has another name for what it is given', 'export function run({ title: t }: I): string { return t; }'],
  ['has a text of several lines', 'export function run({ title }: I): string { return title + `a\nb`; }'],
  ['is an expression', 'export const run = ({ title }: I): string => title;'],
])('a program that %s is called', (_, source) => {
  const parts = functionParts(`interface I { title: string; run?: string }\n${source}`, slug);
  expect(parts?.body).toBe('  return slugAnswer({ title });');
  expect(parts?.helpers).toContain('slugAnswer');
  expect(parts?.helpers).toContain('run?: string');
  expect(parts?.helpers.replace('run?', '')).not.toMatch(/\brun\b|export/);
});

test('a program that the function has no place for is none', () => {
  const waiting = 'export async function run({ title }: { title: string }): Promise<string> { return title; }';
  expect(functionParts(waiting, slug)).toBeUndefined();
  expect(functionParts(waiting, { ...slug, async: true })?.body).toBe('  return title;');
  expect(functionParts("import { f } from './f.ts';\nexport function run() { return f(); }", slug)).toBeUndefined();
  expect(functionParts('export function run(input: unknown, context: unknown) { return 1; }', slug)).toBeUndefined();
});
