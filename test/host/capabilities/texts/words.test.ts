import { expect, test } from 'vitest';
import { evidenceText, standingsText } from '../../../../src/host/capabilities/texts/words.ts';
import { capability, report, row } from '../rows.ts';

const of = capability('a');
const { reached: _, ...nothingReached } = report(of, { asked: 'COMPREHENSIVE' });

test.each([
  [report(of, { asked: 'COMPREHENSIVE', reached: 'COMPREHENSIVE' }), 'COMPREHENSIVE · risk 12'],
  [report(of, { asked: 'COMPREHENSIVE', reached: 'BASIC' }), 'STANDARD failed · risk 12'],
  [nothingReached, 'BASIC failed · risk 12'],
])('the level that failed is named, not the one that was asked for', (evidence, text) => {
  // Rows of a list come without the checks of their reports.
  expect(evidenceText(row('a', 'rejected', { report: { ...evidence, checks: [] } }))).toBe(text);
});

test('what a verification of all came to is counted', () => {
  const rows = [row('a', 'admitted'), row('b', 'waiting'), row('c', 'admitted'), row('d', 'rejected')];
  expect(standingsText(rows)).toBe('2 admitted, 1 waits for approval, 1 rejected');
  expect(standingsText([row('a', 'waiting'), row('b', 'waiting')])).toBe('2 wait for approval');
});
