import { describe, expect, test } from 'vitest';
import { latencyIn, slowBound, slowIn } from '../../../../src/capability/rollout/metrics/prometheus/buckets.ts';

const infinite = Number.POSITIVE_INFINITY;
const buckets = new Map([
  [0.05, 60],
  [0.1, 90],
  [0.25, 98],
  [infinite, 100],
]);

describe('the buckets of a histogram', () => {
  test('tell the share above a limit that is one of their bounds, also one that is rounded', () => {
    expect(slowIn(buckets, 0.1)).toEqual({ requests: 100, slow: 10 });
    expect(slowIn(buckets, 0.1 + 1e-16)).toEqual({ requests: 100, slow: 10 });
  });

  test('count as slow only what is so for certain where the limit lies between two bounds', () => {
    expect(slowIn(buckets, 0.15)).toEqual({ requests: 100, slow: 2 });
    expect(slowBound(buckets, 0.15)).toBe(0.25);
    expect(slowIn(buckets, 3)).toEqual({ requests: 100, slow: 0 });
  });

  test('have the quantiles that histogram_quantile computes', () => {
    // 99 of 100 lie beyond the last finite bound; the median 50/60 of the way through the first bucket.
    expect(latencyIn(buckets)).toEqual({ p50: expect.closeTo((50 * 50) / 60, 9), p99: 250 });
    expect(
      latencyIn(
        new Map([
          [0.1, 200],
          [0.2, 200],
          [infinite, 200],
        ]),
      )?.p99,
    ).toBeCloseTo(99, 9);
    expect(latencyIn(new Map([[infinite, 0]]))).toBeUndefined();
    expect(latencyIn(new Map())).toBeUndefined();
  });
});
