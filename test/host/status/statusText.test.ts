import { expect, test } from 'vitest';
import type { GraphSummary } from '#protocol';
import { statusText } from '../../../src/host/status/statusText.ts';

const summary: GraphSummary = {
  revision: 1,
  files: 1312,
  edges: 4000,
  packages: 12,
  lines: 90_000,
  bytes: 3_000_000,
  filesInCycles: 5,
  filesInRuntimeCycles: 3,
  unresolved: 1,
  problems: [],
  milliseconds: 300,
  fromCache: 0,
};

test('the size of the graph and its cycles, with more in the tooltip', () => {
  expect(statusText(undefined, summary)).toEqual({
    text: '$(type-hierarchy) 1,312 files · 3 in cycles · 2 in type-only cycles',
    tooltip: [
      '**Dependency graph**',
      '1,312 files · 90,000 lines · 4,000 dependencies',
      '5 of them are in cycles, 3 at run time.',
      '1 import leads nowhere.',
    ].join('\n\n'),
  });
});

test('only what is circular at run time is called so without more words', () => {
  const text = (filesInCycles: number, filesInRuntimeCycles: number) =>
    statusText(undefined, { ...summary, filesInCycles, filesInRuntimeCycles })?.text;
  expect(text(152, 2)).toBe('$(type-hierarchy) 1,312 files · 2 in cycles · 150 in type-only cycles');
  expect(text(152, 0)).toBe('$(type-hierarchy) 1,312 files · 152 in type-only cycles');
  expect(text(2, 2)).toBe('$(type-hierarchy) 1,312 files · 2 in cycles');
  expect(text(0, 0)).toBe('$(type-hierarchy) 1,312 files · no cycles');
});

test('a running task goes before it, with how far it is and a way to stop it', () => {
  const status = statusText({ title: 'Analysing', progress: { step: 'Reading files', done: 50, total: 200 } }, summary);
  expect(status?.text).toBe('$(sync~spin) Analysing 25 %');
  expect(status?.tooltip).toContain('Reading files 25 %');
  expect(status?.tooltip).toContain('(command:toolwright.cancel)');
});

test('nothing is said of a workspace without a graph', () => {
  expect(statusText(undefined, undefined)).toBeUndefined();
  expect(statusText(undefined, { ...summary, files: 0 })).toBeUndefined();
});
