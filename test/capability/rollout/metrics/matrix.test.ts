import { expect, test } from 'vitest';
import { scrapesOf } from '../../../../src/capability/rollout/metrics/prometheus/matrix.ts';

/** Samples of a counter, by the outcome that it counts. */
type Series = readonly [outcome: string, samples: readonly unknown[]];

const data = (series: readonly Series[]) => ({
  resultType: 'matrix',
  result: series.map(([outcome, values]) => ({
    metric: { instance: 'app', outcome },
    values: values.map((value, at) => [at * 15, value]),
  })),
});

const scrapes = (...series: readonly Series[]) =>
  [...(scrapesOf(data(series), ({ outcome }) => outcome)?.values() ?? [])][0]?.map(({ at, values }) => [
    at / 1000,
    Object.fromEntries(values),
  ]);

test.each(['NaN', '+Inf', '-1', 'many', 7, null, '1e300'])(
  'a scrape with %j for a counter is passed over as a whole: else a process would look as if it had begun anew',
  (wrong) => {
    expect(scrapes(['served', ['5', '6', '7']], ['error', ['1', wrong, '2']])).toEqual([
      [0, { served: 5, error: 1 }],
      [30, { served: 7, error: 2 }],
    ]);
  },
);
