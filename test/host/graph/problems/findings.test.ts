import { expect, test } from 'vitest';
import type { RuleReport, Violation } from '#protocol';
import { problemFindings, ruleFindings, unresolvedFindings } from '../../../../src/host/graph/problems/findings.ts';
import { specifierRange } from '../../../../src/host/graph/problems/specifierRange.ts';

const cycle: Violation = {
  id: 'no-circular: a, b',
  rule: 'no-circular',
  severity: 'warning',
  comment: 'Cycles make code hard to move.',
  type: 'cycle',
  from: 'a.ts',
  to: 'b.ts',
  line: 3,
  via: ['b.ts', 'c.ts', 'a.ts'],
  known: false,
};
const report = (...violations: Violation[]): RuleReport => ({
  configuration: '.dependency-cruiser.json',
  evaluated: 'configuration',
  violations,
  fixed: [],
});

test('a cycle says how long it is, and leads through each of its imports', () => {
  expect(ruleFindings(report(cycle))).toEqual([
    {
      path: 'a.ts',
      line: 3,
      severity: 'warning',
      message: 'This import closes a cycle of 3 files. Cycles make code hard to move.',
      code: 'no-circular',
      explainedIn: '.dependency-cruiser.json',
      related: [
        { from: 'a.ts', to: 'b.ts' },
        { from: 'b.ts', to: 'c.ts' },
        { from: 'c.ts', to: 'a.ts' },
      ],
    },
  ]);
});

test('what is in the baseline is no finding', () => {
  expect(ruleFindings(report({ ...cycle, known: true }))).toEqual([]);
});

test('hints are findings where the workspace has rules of its own, and in the tree alone where it has not', () => {
  const hint = { ...cycle, severity: 'info' } as const;
  expect(ruleFindings(report(hint))).toHaveLength(1);
  const unread = { ...report(hint, cycle), evaluated: 'defaults' } as const;
  expect(ruleFindings(unread)).toEqual([expect.objectContaining({ severity: 'warning' })]);
  expect(ruleFindings(unread)[0]).not.toHaveProperty('explainedIn');
});

test('a file that breaks a rule by itself gets the rule’s words alone, at its top', () => {
  const { line: _, via: __, ...orphan } = { ...cycle, type: 'module', to: 'a.ts' } as const;
  const [finding] = ruleFindings(report(orphan));
  expect(finding).toMatchObject({ line: 1, message: 'Cycles make code hard to move.', related: [] });
});

test('problems without a file stay out of the Problems panel, and so do syntax errors', () => {
  const told = { code: 'x', severity: 'warning', message: 'Cannot be read', hint: 'Close it.' } as const;
  expect(
    problemFindings([told, { ...told, path: 'a.ts', line: 2 }, { ...told, path: 'a.ts', code: 'syntax-error' }]),
  ).toMatchObject([{ path: 'a.ts', line: 2, message: 'Cannot be read. Close it.' }]);
});

test('of all advice only unresolved imports are findings', () => {
  const advice = { id: '1', title: 'Mend ./x', detail: 'No such file.', path: 'a.ts', line: 4, saves: {} } as const;
  const both = [{ ...advice, kind: 'unresolved-import' } as const, { ...advice, kind: 'cut-edge' } as const];
  expect(unresolvedFindings(both)).toMatchObject([{ path: 'a.ts', line: 4, message: 'Mend ./x. No such file.' }]);
});

test.each([
  ["import { a } from './a';", 18, 23],
  ["import a from './a' with { type: 'json' };", 14, 19],
  ['} from "../b.ts"', 7, 16],
  ['  export class A {', 2, 18],
  ["const a = require('./a');", 18, 23],
  ['', 0, 0],
])('the specifier of %j', (line, start, end) => {
  expect(specifierRange(line)).toEqual({ start, end });
});
