import { expect, test } from 'vitest';
import { problemsOf } from '../../../../src/host/capabilities/problems/capabilityProblems.ts';
import { capability, report, row } from '../rows.ts';

const finding = {
  rule: 'forbidden-import',
  severity: 'error' as const,
  ...{ start: 0, end: 17, line: 1, column: 1, message: 'It imports.', hint: 'Do not' },
};
const safety = { findings: [finding], uses: [], score: 0, parts: [], admitted: false };
const types = [{ line: 2, message: 'Not so', severity: 'warning' as const }];

test('a broken package has its problems where they are', () => {
  expect(problemsOf(row('a', 'broken'))).toEqual([
    {
      path: '.toolwright/capabilities/a/package.json',
      severity: 'error',
      message: 'version is "1.0". Correct it.',
      code: 'capability-invalid',
      ...{ line: 3, column: 1, endLine: 3 },
    },
  ]);
});

test('findings and types are marked in the program', () => {
  const found = report(capability('a'), { safety, types });
  expect(problemsOf(row('a', 'rejected', { report: found }))).toEqual([
    {
      path: '.toolwright/capabilities/a/index.ts',
      ...{ severity: 'error', message: 'It imports. Do not.', code: 'forbidden-import' },
      ...{ line: 1, column: 1, endLine: 1, endColumn: 18 },
    },
    {
      path: '.toolwright/capabilities/a/index.ts',
      ...{ severity: 'warning', message: 'Not so.', code: 'types', line: 2, column: 1, endLine: 2 },
    },
  ]);
});

test('what was found in another content is not shown', () => {
  const old = report(capability('a'), { safety, types, hash: 'another' });
  expect(problemsOf(row('a', 'unverified', { report: old }))).toEqual([]);
});
