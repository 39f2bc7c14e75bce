import { expect, it } from 'vitest';
import { renderBenchmarks } from '../../../src/capability/benchmark/index.ts';
import type { BenchmarkReport } from '../../../src/protocol/index.ts';
import { benchmarks } from '../../webview/benchmark/benchmarks.ts';

const { report } = benchmarks.measured;
if (report === undefined) throw new Error('There is no benchmark to show.');

const linesOf = (one: BenchmarkReport): readonly string[] => renderBenchmarks([one], 'text').split('\n');
const line = (one: BenchmarkReport, label: string) =>
  linesOf(one)
    .find((text) => text.startsWith(`  ${label} `))
    ?.slice(label.length + 2)
    .trim();

it('says as text how sure each percentile is', () => {
  expect([50, 95, 99.9].map((of) => line(report, `p${of}`))).toEqual([
    '5.31 ms (5.25 ms to 5.38 ms)',
    '12.6 ms (12.2 ms to 13.1 ms)',
    '24.8 ms (21.9 ms or more: too few runs for an upper end)',
  ]);
});

it('counts in words that fit one, and makes up no range of one run', () => {
  const { meanRange: _, ...latency } = { ...report.latency, runs: 1, failures: 0, median: { value: 5 } };
  const one = { ...report, inputs: 1, latency };
  expect(line(one, 'runs')).toMatch(/^1 on 1 input, 0 failed; /);
  expect(line(one, 'median')).toBe('5 ms (too few runs for a range)');
  expect(line(one, 'mean')).toBe('5.91 ms, standard deviation 2.2 ms');
});

it('says what an earlier benchmark says of this one, and why it says nothing', () => {
  const { baseline, ...alone } = report;
  if (baseline === undefined) throw new Error('There is nothing earlier.');
  const control = { ...baseline, words: 'a 1.0.0 beside itself took 1 times the time.' };
  expect(line({ ...report, baseline: { ...baseline, control } }, 'beside earlier')).toBe(
    '1.1.0 is slower than 1.0.0: 1.12 times the time, 1.1 to 1.14. Control: a 1.0.0 beside itself took 1 times the time.',
  );
  const rests = { ...baseline, benchmarks: { subject: 1, reference: 3 }, spread: 0.012 };
  expect(line({ ...report, baseline: { ...rests, verdict: 'unclear' } }, 'beside earlier')).toContain(
    'It rests on 1 benchmark of this content and 3 of the other; those of one content are taken to lie 1.2 % apart on this machine. More of them tell more.',
  );
  expect(line({ ...report, baseline: { ...rests, sameContent: true } }, 'beside earlier')).toContain(
    'It rests on this benchmark and 3 earlier ones;',
  );
  expect(line({ ...alone, noBaseline: 'other-inputs' }, 'beside earlier')).toContain('other inputs now');
  expect(line({ ...alone, noBaseline: 'first' }, 'beside earlier')).toBeUndefined();
});

it('says how far leaks were looked for', () => {
  expect(line(report, 'leaks')).toBe(
    'What is left in memory grows with the number of calls. Up to 19812 calls in one engine were looked at.',
  );
});

it('says how late the measuring program was itself, and whose the figures are where that is half of a call', () => {
  const late = (delays: Partial<typeof report.latency>) =>
    line({ ...report, latency: { ...report.latency, ...delays } }, 'own delay');
  const half = report.latency.median.value / 2;
  expect(late({ ownDelayMs: 60, usualOwnDelayMs: half })).toBe(
    '99 of 100 times this program was at most 60 ms late itself',
  );
  expect(late({ ownDelayMs: 6, usualOwnDelayMs: half + 0.1 })).toMatch(
    /at most 6 ms late itself, and usually by more than half of what a call takes: the figures are the machine's;/,
  );
  const { ownDelayMs: _, ...older } = report.latency;
  expect(line({ ...report, latency: older }, 'own delay')).toBeUndefined();
});

it('says where the measuring program itself was too late for a load', () => {
  const steps = (report.load?.steps ?? []).map((step) => ({ ...step, latestStartMs: 30 }));
  const [first, , , , last] = linesOf({ ...report, load: { workers: 2, steps } }).slice(-6);
  expect(first).toMatch(
    /^ {2}20 calls a second: 20 a second answered, 0 failed; .*; this program itself began calls up to 30 ms late$/,
  );
  expect(last, 'it waited for its turn far longer').not.toContain('late');
});

it('gives a tracker a name, a number and a unit for every percentile', () => {
  const entries: readonly { readonly name: string }[] = JSON.parse(
    renderBenchmarks([report], 'github-action-benchmark'),
  );
  expect(entries).toHaveLength(5);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(5);
  expect(entries[0]).toEqual({
    ...{ name: 'iso-dates p50', unit: 'ms', value: 5.31, range: '± 0.065' },
    extra: 'version 1.1.0, 1652 runs, isolate: V8 13.6 in isolated-vm',
  });
  expect(entries[4], 'nobody knows how slow').not.toHaveProperty('range');
});
