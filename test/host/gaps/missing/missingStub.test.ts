import { expect, test } from 'vitest';
import { missingCall, missingGapOf } from '../../../../src/host/gaps/missing/missingStub.ts';
import { gap } from '../samples.ts';

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

test('the gap of a missing function is found by its file and name, unless it is ignored', () => {
  const missing = gap({ source: 'missing' });
  expect(missingGapOf([gap(), missing], 'src/slug.ts', 'slug')).toBe(missing);
  expect(missingGapOf([missing], 'src/slug.ts', 'title')).toBeUndefined();
  const ignored = { person: 'ann', reason: 'no', at: '2026-01-01T00:00:00.000Z' };
  expect(missingGapOf([{ ...missing, ignored }], 'src/slug.ts', 'slug')).toBeUndefined();
});
