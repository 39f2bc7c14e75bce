import { expect, it } from 'vitest';
import { renderComparison } from '../../../src/capability/benchmark/index.ts';
import { benchmarks } from '../../webview/benchmark/benchmarks.ts';

const { report } = benchmarks.compared;
if (report === undefined) throw new Error('There is no comparison to show.');

it('shows a comparison as text: the ranking, every two in words, the control and the machine', () => {
  expect(renderComparison(report, 'text')).toMatchInlineSnapshot(`
    "rank  capability         median   times the quickest  99 % range    in words
    1     sort-lines 1.0.0   4.9 ms                                     The quickest, with iso-dates.
    1     iso-dates 1.1.0    4.95 ms  1.01                1.00 to 1.16  Not shown to be slower than sort-lines.
    3     csv-to-json 2.0.0  5.6 ms   1.14                1.00 to 1.16  Slower than sort-lines and iso-dates.

    csv-to-json is slower than iso-dates: 1.12 times the time.
    Whether sort-lines differs from iso-dates by 2 % is not clear.
    Control: iso-dates beside itself took 1.006 times the time, 0.99 to 1.015, so differences of 2 % can be seen.
    1200 rounds, each with the inputs of its own examples, as no input fits all; a difference below 2 % does not count.
    Machine: AMD EPYC, 2 processors, linux 6.18 x64, Node 24.21.0, isolate: V8 13.6 in isolated-vm
    "
  `);
});

it('says the version of one that is named by it once', () => {
  const { ranking, compared } = JSON.parse(JSON.stringify(report).replaceAll('"sort-lines"', '"sort-lines@1.0.0"'));
  const named = { ...report, ranking, compared };
  expect(renderComparison(named, 'text')).toContain('\n1     sort-lines@1.0.0   4.9 ms');
  expect(renderComparison(named, 'markdown')).toContain('of iso-dates 1.1.0, sort-lines@1.0.0, csv-to-json 2.0.0\n');
});

it('shows it as Markdown, whatever names hold', () => {
  const odd = { ...report, ranking: report.ranking.map((one) => ({ ...one, words: 'a | b' })) };
  const lines = renderComparison(odd, 'markdown').split('\n');
  expect(lines[0]).toBe('# Comparison of iso-dates 1.1.0, sort-lines 1.0.0, csv-to-json 2.0.0');
  expect(lines[6]).toBe('| 1 | sort-lines 1.0.0 | 4.9 ms |  |  |  | a \\| b |');
  expect(lines.at(-2)).toMatch(/^- Machine: AMD EPYC, 2 processors/);
});

it('gives a tracker the time of each, and of the others how many times the time of the first', () => {
  const entries = JSON.parse(renderComparison(report, 'github-action-benchmark'));
  expect(entries).toHaveLength(5);
  expect(entries[0]).toMatchObject({ name: 'sort-lines median, compared', unit: 'ms', value: 4.9 });
  expect(entries[3]).toMatchObject({
    name: 'csv-to-json beside iso-dates',
    unit: 'times',
    value: 1.121,
    range: '± 0.023',
  });
});

it('makes no range of a ratio whose upper end is not known, also after it was stored', () => {
  const [first] = report.differences;
  const open = { ...first, ratio: { value: 1.2, low: 0, high: Number.POSITIVE_INFINITY } };
  const unknown = JSON.parse(JSON.stringify({ ...report, differences: [open] }));
  for (const one of [{ ...report, differences: [open] }, unknown]) {
    expect(JSON.parse(renderComparison(one, 'github-action-benchmark')).at(-1)).not.toHaveProperty('range');
  }
});

it('is read again as it was written', () => {
  expect(JSON.parse(renderComparison(report, 'json'))).toEqual(report);
});
