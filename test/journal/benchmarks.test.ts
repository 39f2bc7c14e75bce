import { expect, it } from 'vitest';
import type { BenchmarkReport, ComparisonReport, Difference } from '../../src/protocol/index.ts';
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

function comparison(names: readonly string[], fingerprint: string, rounds: number): ComparisonReport {
  const { machine, at } = benchmark('', fingerprint, 0);
  const control: Difference = {
    ...{ subject: 'a', reference: 'a', verdict: 'same', words: 'the same', slowerShare: 0.5, u: 1, pValue: 1 },
    ratio: { value: 1, low: 1, high: 1 },
  };
  return {
    ...{ format: 1, at, machine, ranking: [], differences: [], control, rounds, sameInputs: true, margin: 0.02 },
    compared: names.map((name) => ({ name, version: '1.0.0', hash: 'h1' })),
  };
}

it('keeps comparisons, and finds them by each of those that were compared', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const journal = open({ retention: { reports: 1, days: 10 }, clock: () => now });
  const [one, other, elsewhere] = [
    comparison(['iso-dates', 'shout'], 'm1', 1),
    comparison(['sort', 'iso-dates'], 'm1', 2),
    comparison(['iso-dates', 'shout'], 'm2', 3),
  ];
  for (const report of [one, other, elsewhere]) journal.saveComparison(report);
  expect(journal.comparisons({ name: 'iso-dates' })).toEqual([elsewhere, other, one]);
  expect(journal.comparisons({ name: 'shout', machine: 'm1' })).toEqual([one]);
  expect(journal.comparisons({ name: 'sho' })).toEqual([]);

  const versions = comparison(['twice@1.0.0', '@team/x@2.0.0'], 'm1', 0);
  journal.saveComparison(versions);
  for (const name of ['twice', 'twice@1.0.0', '@team/x']) expect(journal.comparisons({ name })).toEqual([versions]);

  const later = comparison(['iso-dates', 'shout'], 'm1', 4);
  journal.saveComparison(later);
  expect(journal.prune(), 'of the same ones on the same machine, the latest is kept').toBe(1);
  expect(journal.comparisons().map(({ rounds }) => rounds)).toEqual([4, 0, 3, 2]);
  now += 11 * 24 * 3600 * 1000;
  journal.prune();
  expect(journal.comparisons()).toEqual([]);
});
