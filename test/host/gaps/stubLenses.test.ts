import { expect, test } from 'vitest';
import { mayHoldStubs, stubLenses, wrongNames } from '../../../src/host/gaps/stubLenses.ts';
import { gap, place, stub } from './samples.ts';

const example = (path: string) => ({ input: ['a'], output: 'b', place: place(path) });
const titles = (...args: Parameters<typeof stubLenses>) => stubLenses(...args).map(({ title }) => title);

test('a stub with examples has a lens that says where they are', () => {
  const [slug] = [stub('slug')];
  expect(stubLenses('src/slug.ts', [slug], [gap({ examples: [example('a/slug.test.ts')] })])).toEqual([
    { line: 0, title: 'Synthesize from 1 example in slug.test.ts', gap: 'src/slug.ts#slug' },
  ]);
  const several = gap({ examples: [example('a.test.ts'), example('a.test.ts'), example('b.test.ts')] });
  expect(titles('src/slug.ts', [slug], [several])).toEqual(['Synthesize from 3 examples in 2 files']);
});

test('a function that tests find wrong has one that says so', () => {
  const wrong = stub('slug', { kind: 'wrong' });
  const found = gap({ source: 'tests', stub: wrong, examples: [example('a.test.ts'), example('a.test.ts')] });
  expect(wrongNames('src/slug.ts', [found, gap()])).toEqual(['slug']);
  expect(titles('src/slug.ts', [wrong], [found])).toEqual([
    'Tests find it wrong: rewrite from 2 examples in a.test.ts',
  ]);
});

test('none without examples, with contradictions, where it is ignored, or in another file', () => {
  const examples = [example('a.test.ts'), example('a.test.ts')];
  const ignored = { person: 'ann', reason: 'x', at: '2026-01-01T00:00:00.000Z' };
  expect(titles('src/slug.ts', [stub('slug')], [gap()])).toEqual([]);
  expect(titles('src/slug.ts', [stub('slug')], [gap()], true)).toEqual(['Write with the language model']);
  expect(titles('src/slug.ts', [stub('slug')], [gap({ examples, contradictions: [[0, 1]] })])).toEqual([]);
  expect(titles('src/slug.ts', [stub('slug')], [gap({ examples, ignored })])).toEqual([]);
  expect(titles('src/other.ts', [stub('slug')], [gap({ examples })])).toEqual([]);
  expect(titles('src/slug.ts', [], [gap({ examples })])).toEqual([]);
});

test.each([
  "throw new Error('Not implemented')",
  'function f() { /* TODO */ }',
  'export function f(a: string): string {}',
  'const f = (): Map<string, number> => {\n}',
  '/** @returns {string} */ function f() {}',
])('%s may be a stub', (text) => {
  expect(mayHoldStubs(text)).toBe(true);
});

test('an ordinary file starts no thread', () => {
  expect(mayHoldStubs('export const f = (a: string): string => a.trim();\nconst empty = {};')).toBe(false);
});
