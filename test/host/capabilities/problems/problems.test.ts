import { expect, test } from 'vitest';
import {
  distinctProblems,
  failedExamples,
  problemsOf,
} from '../../../../src/host/capabilities/problems/capabilityProblems.ts';
import { capability, ran, report, row } from '../rows.ts';

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

test('a content that nobody has verified has what the analysis of it found', () => {
  const old = report(capability('a'), { hash: 'another' });
  const unverified = row('a', 'unverified', { report: old });
  const analysis = { hash: 'hash-of-a', safety, types };
  expect(problemsOf(unverified, { analysis }).map(({ code }) => code)).toEqual(['forbidden-import', 'types']);
  expect(problemsOf(unverified, { analysis: { ...analysis, hash: 'another' } })).toEqual([]);
});

test('examples that failed are marked where they are written, while the content is the same', () => {
  const verified = row('a', 'rejected');
  const failed = failedExamples(verified, new Map());
  expect(problemsOf(verified, { failed, lines: new Map([['two', 8]]) })).toEqual([
    {
      path: '.toolwright/capabilities/a/examples.json',
      ...{ severity: 'error', message: 'The example “two” failed: It is 7.', code: 'example' },
      ...{ line: 9, column: 1, endLine: 9 },
    },
  ]);
  const old = report(capability('a'), { hash: 'another' });
  expect(failedExamples(row('a', 'unverified', { report: old }), new Map())).toEqual([]);
  // The latest run counts, and examples that are gone do not.
  expect(failedExamples(verified, new Map([['hash-of-a two', ran('two', true)]]))).toEqual([]);
  expect(failedExamples(row('a', 'rejected', { capability: capability('a', { examples: [] }) }), new Map())).toEqual(
    [],
  );
});

test('a policy that cannot be used is marked in its file, once for all capabilities', () => {
  const problem = {
    code: 'policy-invalid',
    severity: 'error' as const,
    message: 'The policy cannot be used: risk.',
    hint: 'Mend it',
    path: '.toolwright/policy.json',
    line: 2,
  };
  const rows = ['a', 'b'].map((name) => ({ ...row(name, 'unverified'), problems: [problem] }));
  expect(distinctProblems(rows.flatMap((one) => problemsOf(one)))).toEqual([
    {
      path: '.toolwright/policy.json',
      ...{ severity: 'error', message: 'The policy cannot be used: risk. Mend it.', code: 'policy-invalid' },
      ...{ line: 2, column: 1, endLine: 2 },
    },
  ]);
});
