import { expect, it } from 'vitest';
import type { BenchmarkReport } from '../../src/protocol/index.ts';
import { open } from './support.ts';

function benchmark(name: string, fingerprint: string, runs: number): BenchmarkReport {
  const nothing = { value: 1, low: 1, high: 1 };
  return {
    format: 1,
    name,
    version: '1.0.0',
    hash: 'h1',
    at: '2026-01-01T00:00:00.000Z',
    machine: { os: 'linux', cpu: 'x', cpus: 2, node: '24', runner: 'wasm', fingerprint },
    inputs: 1,
    latency: {
      runs,
      failures: 0,
      warmUp: { kind: 'steady', runs: 0, firstMs: 1, lastMs: 1 },
      median: nothing,
      mean: 1,
      deviation: 0,
      minMs: 1,
      maxMs: 1,
      percentiles: [],
      outliers: { low: 0, high: 0 },
      modes: [],
      drift: { kind: 'none', share: 0, pValue: 1 },
      histogram: [],
      end: 'narrow-enough',
    },
    relative: [0.1, 0.2],
  };
}

it('keeps benchmarks, and finds them by capability and machine, latest first', () => {
  const journal = open();
  const [one, other, elsewhere] = [
    benchmark('iso-dates', 'm1', 1),
    benchmark('iso-dates', 'm1', 2),
    benchmark('iso-dates', 'm2', 3),
  ];
  for (const report of [one, other, elsewhere, benchmark('shout', 'm1', 4)]) journal.saveBenchmark(report);
  expect(journal.benchmarks({ name: 'iso-dates', machine: 'm1' })).toEqual([other, one]);
  expect(journal.benchmarks({ machine: 'm2' })).toEqual([elsewhere]);
});

it('keeps so many benchmarks of a capability on a machine, and none that is too old', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const journal = open({ retention: { reports: 2, days: 10 }, clock: () => now });
  for (const runs of [1, 2, 3]) journal.saveBenchmark(benchmark('iso-dates', 'm1', runs));
  journal.saveBenchmark(benchmark('iso-dates', 'm2', 4));
  expect(journal.prune()).toBe(1);
  expect(journal.benchmarks({ name: 'iso-dates' }).map(({ latency }) => latency.runs)).toEqual([4, 3, 2]);
  now += 11 * 24 * 3600 * 1000;
  journal.prune();
  expect(journal.benchmarks()).toEqual([]);
});
