import { expect, test } from 'vitest';
import { ladderOf } from '../../../webview/report/model/ladder.ts';
import { lineDiff, nearChanges } from '../../../webview/report/model/lineDiff.ts';
import { listRuns } from '../../../webview/report/model/runs.ts';
import { pretty, preview } from '../../../webview/report/model/values.ts';
import { visible } from '../../../webview/ui/visible.ts';
import { bytes, duration } from '../../../webview/ui/words.ts';
import { approved, rejected } from './reports.ts';

test.each([
  ['all that was asked for', approved, ['reached', 'reached', 'reached', 'not-asked']],
  ['a level failed', rejected, ['reached', 'failed', 'open', 'not-asked']],
  ['nothing reached', { asked: 'STANDARD', checks: [] } as const, ['failed', 'open', 'not-asked', 'not-asked']],
] as const)('the ladder: %s', (_, report, states) => {
  expect(ladderOf({ ...rejected, reached: undefined as never, ...report }).map(({ state }) => state)).toEqual(states);
});

test('failed runs come first, and keep their place in the report', () => {
  expect(listRuns(rejected.runs, 'all').map(({ index }) => index)).toEqual([1, 2, 0, 3]);
  expect(listRuns(rejected.runs, 'failed').map(({ index }) => index)).toEqual([1, 2]);
  expect(listRuns(rejected.runs, 'standard').map(({ index }) => index)).toEqual([3]);
});

test.each([
  [{ a: 1, b: [true, null, 'x'] }, 40, '{"a": 1, "b": [true, null, "x"]}'],
  [{}, 40, '{}'],
  [[], 40, '[]'],
  [{ a: 'long text' }, 10, '{"a": "lo…'],
  ['0123456789', 12, '"0123456789"'],
  ['0123456789', 11, '"012345678…'],
  ['\u202e', 20, '"\\u{202e}"'],
])('a value on one line: %j in %d characters', (value, most, text) => {
  expect(preview(value, most)).toBe(text);
});

test('of a large value only the beginning is written', () => {
  let read = 0;
  const element = {
    get at() {
      read++;
      return 'x'.repeat(10);
    },
  };
  const large = Array.from({ length: 100_000 }, () => element);
  expect(preview(large, 120)).toHaveLength(120);
  expect(read).toBeLessThan(120);
});

test('lines that differ, with what is around them', () => {
  const before = pretty(Array.from({ length: 20 }, (_, at) => at));
  const after = before.replace('  10,', '  11.5,');
  const lines = lineDiff(before, after) ?? [];
  expect(nearChanges(lines, 1)).toEqual([
    { kind: 'gap', lines: 10 },
    { kind: 'same', text: '  9,' },
    { kind: 'removed', text: '  10,' },
    { kind: 'added', text: '  11.5,' },
    { kind: 'same', text: '  11,' },
    { kind: 'gap', lines: 9 },
  ]);
});

test('texts with little in common are not compared', () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, at) => word + at).join('\n');
  expect(lineDiff(many('a'), many('b'))).toBeUndefined();
});

test('characters that cannot be seen, or turn the text around, are shown', () => {
  expect(visible({ 'a\u202eb': ['c\u0000d', 'e\tf\ng', '\u2066h', 'é日😀', '\u200bi'] })).toEqual({
    'a\\u{202e}b': ['c\\u{0}d', 'e\tf\ng', '\\u{2066}h', 'é日😀', '\\u{200b}i'],
  });
});

test('times and memory as people read them', () => {
  expect([0.4213, 12.34, 999.4, 999.6, 2003].map(duration)).toEqual(['0.421 ms', '12.3 ms', '999 ms', '1 s', '2 s']);
  expect([1, 48.2, 312_000, 4_100_000].map(bytes)).toEqual(['1 byte', '48.2 bytes', '312 kB', '4.1 MB']);
});
