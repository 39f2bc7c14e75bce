import { expect, test } from 'vitest';
import type { FileInsight } from '#protocol';
import { lensesOf } from '../../../../src/host/graph/lenses/lenses.ts';
import { unsavedChange } from '../../../../src/host/texts/unsavedChange.ts';

const insight: FileInsight = {
  path: 'src/a.ts',
  directDependents: 4,
  dependents: 12,
  tests: 3,
  cycleSize: 4,
  runtimeCycle: true,
  imports: [
    { specifier: './b', start: 7, end: 12, line: 1, kind: 'value', path: 'src/b.ts', cycleSize: 4 },
    { specifier: './c', start: 20, end: 25, line: 2, kind: 'value', path: 'src/c.ts', cycleSize: 0 },
    { specifier: './d', start: 33, end: 38, line: 3, kind: 'type-only', path: 'src/d.ts', cycleSize: 2 },
  ],
  exports: [
    { name: 'one', line: 5, users: 5, tests: 2 },
    { name: 'two', line: 6, users: 0, tests: 0 },
    { name: 'three', line: 6, users: 1, tests: 1 },
  ],
};
const all = { exports: true, imports: true };
const saved = ['1', '2', '3', '4', '5', '6'];
const told = (lines: readonly string[], choice = all) =>
  lensesOf(insight, choice, unsavedChange(saved, lines)).map(({ line, title }) => `${line}: ${title}`);

test('lenses stand above the file, its imports in cycles and its exports', () => {
  expect(told(saved)).toEqual([
    '0: 12 dependents · 3 tests · in a cycle of 4',
    '0: closes a cycle of 4',
    '2: closes a cycle of 2 in types',
    '4: used by 5 files · 2 tests',
    '5: two: used by no file',
    '5: three: used by 1 file · 1 test',
  ]);
});

test('they move with what is typed above them, and vanish from a line that is typed into', () => {
  expect(told(['1', 'new', '2', '3', '4', '5', '6']).slice(2, 4)).toEqual([
    '3: closes a cycle of 2 in types',
    '5: used by 5 files · 2 tests',
  ]);
  expect(told(['1', '2', '3', '4', 'typed', '6'])).not.toContain('4: used by 5 files · 2 tests');
});

test('each kind can be switched off', () => {
  expect(told(saved, { exports: false, imports: false })).toEqual(['0: 12 dependents · 3 tests · in a cycle of 4']);
});

test('a click peeks at the impact of that export, or at the cycle of that import', () => {
  const peeks = lensesOf(insight, all, unsavedChange(saved, saved)).map((lens) => lens.peek);
  expect(peeks[1]).toEqual({ kind: 'cycle', target: 'src/b.ts' });
  expect(peeks[3]).toEqual({ kind: 'impact', exportName: 'one' });
});
