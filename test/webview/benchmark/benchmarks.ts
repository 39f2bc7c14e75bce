import type {
  BenchmarkReport,
  ComparisonItem,
  ComparisonReport,
  ComparisonVerdict,
  Difference,
  HistogramBin,
  LoadStep,
  Machine,
  ToBenchmarkPanel,
} from '#protocol';

/** Benchmarks as they are, for tests and pictures. */

const machine: Machine = {
  ...{ os: 'linux 6.18 x64', cpu: 'AMD EPYC', cpus: 2, node: '24.21.0', runner: 'isolate: V8 13.6 in isolated-vm' },
  fingerprint: '510fe3d3a394c809',
};

/** Most calls take about 5 ms, some 11: two modes. */
const histogram: readonly HistogramBin[] = [
  ...[2, 10, 44, 131, 240, 301, 262, 170, 92, 51, 30, 34, 58, 84, 71, 38],
  ...[17, 8, 4, 2, 1, 1, 0, 1],
].map((count, at) => ({ fromMs: 3.2 * 1.1 ** at, toMs: 3.2 * 1.1 ** (at + 1), count }));

const loadStep = (offered: number, throughput: number, p50: number, p95: number): LoadStep => ({
  ...{ model: 'open', offered, calls: offered * 3, failures: 0, throughput, latestStartMs: 1.2 },
  percentiles: [
    { percent: 50, ms: p50 },
    { percent: 95, ms: p95 },
    { percent: 99, ms: p95 * 1.4 },
  ],
});

const difference = (subject: string, reference: string, verdict: ComparisonVerdict, words: string): Difference => ({
  ...{ subject, reference, verdict, words },
  ...(verdict === 'slower'
    ? { ratio: { value: 1.121, low: 1.098, high: 1.144 }, slowerShare: 0.684, u: 1_402_113, pValue: 0.000_31 }
    : { ratio: { value: 1.006, low: 0.978, high: 1.031 }, slowerShare: 0.512, u: 801, pValue: 0.41 }),
});

const report: BenchmarkReport = {
  ...{ format: 1, name: 'iso-dates', version: '1.1.0', hash: 'present', at: '2026-11-21T10:00:00.000Z', machine },
  ...{ inputs: 8, relative: [0.6, 0.61] },
  latency: {
    ...{
      runs: 1652,
      failures: 3,
      mean: 5.91,
      meanRange: { low: 5.82, high: 6.01 },
      deviation: 2.2,
      minMs: 3.2,
      maxMs: 31.5,
      cpuMs: 4.4,
      ownDelayMs: 1.4,
    },
    warmUp: { kind: 'warm-up', runs: 41, firstMs: 14.2, lastMs: 5.1 },
    median: { value: 5.31, low: 5.25, high: 5.38 },
    percentiles: [
      { percent: 50, ms: 5.31, range: { low: 5.25, high: 5.38 } },
      { percent: 90, ms: 11.2, range: { low: 10.8, high: 11.5 } },
      { percent: 95, ms: 12.6, range: { low: 12.2, high: 13.1 } },
      { percent: 99, ms: 15.9, range: { low: 15, high: 18.4 } },
      { percent: 99.9, ms: 24.8, range: { low: 21.9 } },
    ],
    curve: [3.2, 4.7, 5.31, 6.9, 11.2, 12.1, 13.3, 14.4, 15.9, 18.1, 20.6, 22.7, 24.8, 31.5].map((ms, at) => ({
      ...{ percent: Number((100 * (1 - 10 ** (at < 13 ? -at / 4 : -3.2))).toPrecision(6)), ms },
    })),
    outliers: { low: 0, high: 2 },
    modes: [
      { ms: 5.2, share: 0.8 },
      { ms: 11.4, share: 0.2 },
    ],
    drift: { kind: 'none', share: 0.003, pValue: 0.41 },
    histogram,
    end: 'narrow-enough',
  },
  baseline: {
    ...difference('1.1.0', '1.0.0', 'slower', '1.1.0 is slower than 1.0.0: 1.12 times the time, 1.1 to 1.14.'),
    ...{ at: '2026-11-20T10:00:00.000Z', version: '1.0.0', sameContent: false },
  },
  load: {
    workers: 2,
    steps: [
      loadStep(20, 20, 5.6, 12.9),
      loadStep(40, 40, 5.8, 13.4),
      loadStep(80, 79.7, 6.4, 17.7),
      loadStep(160, 158, 9.1, 44),
      { ...loadStep(320, 241, 702, 1280), failures: 12, unanswered: 24 },
    ],
    saturation: {
      ...{ keptUp: 160, failedAt: 320 },
      reason: '241 of 320 calls a second were answered, because they waited for each other',
    },
  },
  resources: {
    ...{ heapBytes: 2_458_954, outsideBytes: 87_584 },
    collections: {
      words:
        '82 minor and 3.5 major ones in 1,000 calls of one engine; the program stood still for them 4.1 % of the time.',
      counted: { calls: 4953, overMs: 4012, minor: { count: 406, ms: 121 }, major: { count: 17, ms: 43.5 } },
    },
    leaks: {
      ...{ verdict: 'leak', words: 'What is left in memory grows with the number of calls.', pValue: 0.0001 },
      bytesPerCall: { value: 48.2, low: 47.9, high: 48.8 },
      points: [1, 2, 3, 4].map((round) => ({
        ...{ calls: round * 4953, heapBytes: 900_000 + round * 238_000, outsideBytes: 87_584 },
      })),
    },
  },
};

/** The same with users who wait for their answers: the more of them, the longer each waits. */
const withUsers: BenchmarkReport = {
  ...report,
  load: {
    workers: 2,
    steps: [loadStep(1, 9.5, 5.5, 12.1), loadStep(4, 37, 5.9, 13), loadStep(32, 251, 27, 61)].map((step) => ({
      ...step,
      model: 'closed',
    })),
  },
};

const comparison: ComparisonReport = {
  format: 1,
  compared: ['iso-dates 1.1.0', 'sort-lines 1.0.0', 'csv-to-json 2.0.0'].map((one) => {
    const [name = '', version = ''] = one.split(' ');
    return { name, version, hash: 'present' };
  }),
  ...{ at: '2026-11-21T10:00:00.000Z', machine, rounds: 1200, sameInputs: false, margin: 0.02 },
  ranking: [
    { name: 'sort-lines', version: '1.0.0', rank: 1, medianMs: 4.9, words: 'The quickest, with iso-dates.' },
    { name: 'iso-dates', version: '1.1.0', rank: 1, medianMs: 4.95, words: 'Not shown to be slower than sort-lines.' },
    { name: 'csv-to-json', version: '2.0.0', rank: 3, medianMs: 5.6, words: 'Slower than sort-lines and iso-dates.' },
  ].map((one) => ({ ...one, ratio: { value: one.medianMs / 4.9, low: 1, high: 1.16 }, runs: 1200, failures: 0 })),
  differences: [
    difference('csv-to-json', 'iso-dates', 'slower', 'csv-to-json is slower than iso-dates: 1.12 times the time.'),
    difference('sort-lines', 'iso-dates', 'unclear', 'Whether sort-lines differs from iso-dates by 2 % is not clear.'),
  ],
  control: difference(
    'iso-dates beside itself',
    'iso-dates',
    'same',
    'iso-dates beside itself took 1.006 times the time, 0.99 to 1.015, so differences of 2 % can be seen.',
  ),
};

const subject = { type: 'benchmark', folder: 'file:///shop', name: 'iso-dates' } as const;

const comparisons: readonly ComparisonItem[] = [
  {
    ...{ at: comparison.at, names: ['iso-dates', 'sort-lines', 'csv-to-json'], machine: machine.fingerprint },
    quickest: ['sort-lines', 'iso-dates'],
  },
  {
    ...{ at: '2026-11-18T10:00:00.000Z', names: ['iso-dates', 'sort-lines'], machine: 'another' },
    quickest: ['sort-lines'],
  },
];

const measured: Extract<ToBenchmarkPanel, { type: 'benchmark' }> = {
  ...{ ...subject, report, isPresent: true },
  history: [
    { at: report.at, version: '1.1.0', medianMs: 5.31, p95Ms: 12.6, machine: machine.fingerprint },
    { at: '2026-11-20T10:00:00.000Z', version: '1.0.0', medianMs: 4.74, p95Ms: 11.1, machine: machine.fingerprint },
    { at: '2026-11-19T10:00:00.000Z', version: '1.0.0', medianMs: 9.3, machine: 'another' },
  ],
  comparisons,
};

const measuredWithUsers: ToBenchmarkPanel = { ...measured, report: withUsers };

const compared: Extract<ToBenchmarkPanel, { type: 'comparison' }> = {
  ...{ type: 'comparison', names: ['iso-dates', 'sort-lines', 'csv-to-json'], report: comparison },
  ...{ folder: 'file:///shop', isPresent: true, history: comparisons.slice(0, 1) },
};

const unmeasured: ToBenchmarkPanel = { ...subject, report: undefined, isPresent: false, history: [], comparisons: [] };

/**
 * What the host says of a capability that was measured with all there is, by calls at rates and by users, of three beside each
 * other, and of one that was not measured.
 */
export const benchmarks = { measured, measuredWithUsers, compared, unmeasured } as const;
