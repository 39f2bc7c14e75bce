import { expect, test } from 'vitest';
import { folderOf, isRecord, nameOf, parentOf } from '#base';

test.each([
  ['a/b/c.ts', 'a/b', 'c.ts'],
  ['c.ts', '', 'c.ts'],
  ['', '', ''],
])('%s is in %s', (path, folder, name) => {
  expect([folderOf(path), nameOf(path)]).toEqual([folder, name]);
});

test.each([
  ['a/b', 'a'],
  ['a', ''],
  ['', undefined],
])('above %s is %s', (folder, parent) => {
  expect(parentOf(folder)).toBe(parent);
});

test('a record has fields', () => {
  expect([{}, { a: 1 }].every(isRecord)).toBe(true);
  expect([null, undefined, [], 'a', 1, () => 1].some(isRecord)).toBe(false);
});
