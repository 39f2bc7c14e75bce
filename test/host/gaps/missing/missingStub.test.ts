import { expect, test } from 'vitest';
import { missingCall, missingGapOf, missingStubText } from '../../../../src/host/gaps/missing/missingStub.ts';
import { gap, place } from '../samples.ts';

test.each([
  ['slug(title)', 1],
  ['slug ()', 0],
  ['slug(a, [b, c], { d: f(e, "),") }, `x,y`) + g(1, 2)', 4],
  ["slug(\n  a,\n  ')',\n)", 2],
])('%s is a call', (text, count) => {
  expect(missingCall('slug', text)).toEqual({ name: 'slug', count });
});

test.each(['slug', 'slug.of(a)', 'slug + (a)', 'slugs(a)'])('%s is none', (text) => {
  expect(missingCall('slug', text)).toBeUndefined();
});

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
  expect(missingStubText({ name: 'slug', count: 1 }, known, true)).toBe(
    "export function slug(title: string | null, most: number): string | null {\n  throw new Error('not implemented');\n}\n",
  );
  expect(missingStubText({ name: 'slug', count: 2 }, undefined, true)).toContain(
    '(input1: unknown, input2: unknown): unknown {',
  );
  expect(missingStubText({ name: 'slug', count: 1 }, gap({ examples: [example(['a'], [1])] }), true)).toContain(
    ': number[] {',
  );
  expect(missingStubText({ name: 'slug', count: 1 }, known, false)).toContain('function slug(title, most) {');
});

test('the gap of a missing function is found by its file and name, unless it is ignored', () => {
  const missing = gap({ source: 'missing' });
  expect(missingGapOf([gap(), missing], 'src/slug.ts', 'slug')).toBe(missing);
  expect(missingGapOf([missing], 'src/slug.ts', 'title')).toBeUndefined();
  const ignored = { person: 'ann', reason: 'no', at: '2026-01-01T00:00:00.000Z' };
  expect(missingGapOf([{ ...missing, ignored }], 'src/slug.ts', 'slug')).toBeUndefined();
});
