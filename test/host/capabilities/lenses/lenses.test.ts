import { expect, test } from 'vitest';
import { capabilityLenses, lineOfRun } from '../../../../src/host/capabilities/lenses/lenses.ts';
import { capability, report, row } from '../rows.ts';

const titles = (...args: Parameters<typeof capabilityLenses>) => capabilityLenses(...args).map(({ title }) => title);

test.each([
  ['// a\n\nexport function run() {}', 2],
  ['let x;\nexport async function run() {}', 1],
  ['\nexport const run = () => 1;', 1],
  ['function other() {}\nexport { other as run };', 1],
  ['export default function run() {}', 0],
  ['// export function run\nexport function running() {}\n', 0],
  ['', 0],
])('the lenses of %j stand above line %i', (source, line) => {
  expect(lineOfRun(source)).toBe(line);
});

test('they say how far the evidence goes', () => {
  const none = new Map();
  expect(titles(row('a', 'unverified'), none, false)).toEqual(['not verified', 'verify', 'run examples']);
  expect(titles(row('a', 'admitted'), none, false)).toEqual([
    'STANDARD ✓',
    'risk 12',
    'run examples (1 failed)',
    'open report',
  ]);
  expect(titles(row('a', 'waiting'), none, true)).toEqual([
    'as saved: STANDARD ✓',
    'risk 12',
    'approve',
    'run examples (1 failed)',
    'open report',
  ]);
  const failed = report(capability('a'), { asked: 'COMPREHENSIVE', reached: 'BASIC' });
  expect(titles(row('a', 'rejected', { report: failed }), none, false)[0]).toBe('STANDARD ✗');
  expect(titles(row('a', 'broken'), none, false)).toEqual(['broken: see the problems']);
});
