import { expect, test } from 'vitest';
import type { BenchmarkReport } from '#protocol';
import { benchmarkLens } from '../../../src/host/benchmark/lenses/benchmarkLens.ts';
import { benchmarks } from '../../webview/benchmark/benchmarks.ts';
import { capability, row } from '../capabilities/rows.ts';

const measured = benchmarks.measured.report as BenchmarkReport;
const here = { ...measured.machine, fingerprint: 'here' };
const isHere = ({ fingerprint }: BenchmarkReport['machine']) => fingerprint === 'here';
const of = row('a', 'admitted', { capability: capability('a', { hash: 'present' }) });

test('p95 is that of the present content, on this machine, the latest', () => {
  const earlier = { ...measured, machine: here, hash: 'before' };
  const elsewhere = measured;
  const slower = { ...measured.latency, percentiles: [{ percent: 95, ms: 1234.5 }] };
  const latest: BenchmarkReport = { ...measured, machine: here };
  const lens = (...reports: readonly BenchmarkReport[]) => benchmarkLens(of, reports, false, isHere);
  expect(lens()).toBeUndefined();
  expect(lens(earlier, elsewhere)).toBeUndefined();
  expect(lens(earlier, elsewhere, latest, { ...latest, latency: slower })).toBe('p95 12.6 ms');
  expect(lens({ ...latest, latency: slower })).toBe('p95 1.23 s');
  expect(benchmarkLens(of, [latest], true, isHere)).toBe('as saved: p95 12.6 ms');
});
