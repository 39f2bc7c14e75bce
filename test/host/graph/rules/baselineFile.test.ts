import { expect, test } from 'vitest';
import { baselineFileName } from '#protocol';
import { baselineFile } from '../../../../src/host/graph/rules/baselineFile.ts';

test.each([
  ['', baselineFileName],
  ['known.json', 'known.json'],
  ['./config/../config/known.json', 'config/known.json'],
  ['..known.json', '..known.json'],
  ['/ws/known.json', 'known.json'],
])('%j is %s in the folder', (setting, path) => {
  expect(baselineFile('/ws', setting)).toBe(path);
});

test.each(['../known.json', 'a/../../known.json', '/etc/passwd', '/ws2/known.json', '..', '.'])(
  '%j is refused',
  (setting) => {
    expect(() => baselineFile('/ws', setting)).toThrow(/outside of the folder/);
  },
);
