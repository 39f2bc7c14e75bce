import { probit } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { autocorrelationTime } from '../../../src/capability/benchmark/statistics/autocorrelation.ts';
import { meanRange } from '../../../src/capability/benchmark/statistics/bootstrap.ts';
import { pseudomedian, shiftOf } from '../../../src/capability/benchmark/statistics/hodgesLehmann.ts';
import { mannWhitney } from '../../../src/capability/benchmark/statistics/mannWhitney.ts';
import { quantileRange } from '../../../src/capability/benchmark/statistics/quantileRange.ts';
import { studentQuantile } from '../../../src/capability/benchmark/statistics/student.ts';
import { trendOf } from '../../../src/capability/benchmark/statistics/trend.ts';
import fc from '../../support/fastCheck.ts';
import { normals, numbers } from './noise.ts';

const value = fc.integer({ min: -50, max: 50 });
const sample = fc.array(value, { minLength: 1, maxLength: 30 });

describe('the test of Mann and Whitney', () => {
  it('counts the pairs in which the first is larger, ties as halves', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const pairs = first.flatMap((a) => second.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
        const counted = pairs.reduce((sum, one) => sum + one, 0);
        const { u, share, pValue } = mannWhitney(first, second);
        expect(u).toBeCloseTo(counted, 6);
        expect(share).toBeCloseTo(counted / pairs.length, 6);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('says the same of both sides', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        expect(mannWhitney(first, second).pValue).toBeCloseTo(mannWhitney(second, first).pValue, 9);
      }),
    );
  });

  // scipy.stats.mannwhitneyu([1.1, 2.2, 3.3, 4.4, 5.5], [2.5, 3.5, 4.5, 5.6, 6.6, 7.7], method='asymptotic')
  it('has the p value that others compute', () => {
    const { u, pValue } = mannWhitney([1.1, 2.2, 3.3, 4.4, 5.5], [2.5, 3.5, 4.5, 5.6, 6.6, 7.7]);
    expect(u).toBe(6);
    expect(pValue).toBeCloseTo(0.1207, 3);
  });
});

describe('the estimators of Hodges and Lehmann', () => {
  it('move with the values, and hold their estimate in the range', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 10, maxLength: 30 }), value, (values, by) => {
        const { value: middle, low, high } = pseudomedian(values, 0.95);
        const moved = pseudomedian(
          values.map((one) => one + by),
          0.95,
        );
        expect(low).toBeLessThanOrEqual(middle);
        expect(high).toBeGreaterThanOrEqual(middle);
        expect(moved).toEqual({ value: middle + by, low: low + by, high: high + by });
        const shift = shiftOf(
          values.map((one) => one + by),
          values,
          0.95,
        );
        expect(shift.value).toBe(by);
      }),
    );
  });

  it('know nothing of too few values', () => {
    expect(pseudomedian([1, 2], 0.99)).toMatchObject({ value: 1.5, low: Number.NEGATIVE_INFINITY });
  });

  it('hold the true middle about as often as they promise', () => {
    const normal = normals(1);
    const held = numbers(400, () => {
      const { low, high } = pseudomedian(
        numbers(40, () => normal()),
        0.95,
      );
      return low <= 0 && high >= 0 ? 1 : 0;
    }).reduce((sum, one) => sum + one, 0);
    expect(held / 400).toBeGreaterThan(0.92);
  });
});

it.each([
  [5, 4.0321],
  [10, 3.1693],
  [30, 2.75],
  [1000, 2.5808],
])('the t of Student is as in tables: the middle 99 of 100, %s degrees of freedom, %s', (freedom, table) => {
  expect(Math.abs(studentQuantile(0.995, freedom) / table - 1)).toBeLessThan(0.011);
  expect(studentQuantile(0.005, freedom)).toBeCloseTo(-studentQuantile(0.995, freedom), 6);
});

describe('a trend', () => {
  it('has the slope of a line, whatever a few wild values do', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -9, max: 9 }), (slope, start) => {
        const points = numbers(20, (x) => start + slope * x).map((y, x) => [x, x === 3 || x === 11 ? 1e6 : y] as const);
        expect(trendOf(points).slope.value).toBe(slope);
      }),
    );
  });

  it('is seldom seen in noise, and surely in growth', () => {
    const normal = normals(2);
    const noise = numbers(300, () => trendOf(numbers(12, () => normal()).map((y, x) => [x, y])).pValue);
    expect(noise.filter((p) => p < 0.01).length / 300).toBeLessThan(0.03);
    const { slope, pValue } = trendOf(numbers(12, (x) => x + 0.3 * normal()).map((y, x) => [x, y]));
    expect(pValue).toBeLessThan(0.001);
    expect(slope.low).toBeGreaterThan(0);
    expect(slope.low).toBeLessThanOrEqual(slope.high);
  });

  it('is none where all values are the same', () => {
    const { slope, pValue } = trendOf(numbers(9, () => 5).map((y, x) => [x, y]));
    expect(slope).toEqual({ value: 0, low: 0, high: 0 });
    expect(pValue).toBeCloseTo(1, 6);
  });
});

describe('ranges of quantiles', () => {
  /** Of a series in which each value is as much like the one before. */
  const series = (length: number, likeness: number, normal: () => number) => {
    let last = normal();
    return numbers(length, () => {
      last = likeness * last + Math.sqrt(1 - likeness ** 2) * normal();
      return last;
    });
  };

  it.each([
    [0.5, 0, 200],
    [0.95, 0, 200],
    [0.99, 0, 1000],
    [0.5, 0.9, 400],
    [0.95, 0.7, 1000],
  ])('hold the true one (%d, neighbours alike by %d) about as often as they promise', (share, likeness, length) => {
    const normal = normals(3);
    const truth = probit(share);
    const held = numbers(120, () => {
      const values = series(length, likeness, normal);
      const { low = -99, high = 99 } = quantileRange(
        values,
        values.toSorted((a, b) => a - b),
        share,
      );
      return low <= truth && truth <= high ? 1 : 0;
    }).reduce((sum, one) => sum + one, 0);
    expect(held / 120).toBeGreaterThan(0.9);
  });

  it('have the ends that sorted values have by the binomial distribution, and none beyond the last', () => {
    // qbinom(0.025, 40, 0.5) and qbinom(0.975, 40, 0.5) in R: 14 and 26. A low value after each high one: none is like its neighbour.
    const values = numbers(40, (at) => (at % 2 === 0 ? at / 2 + 1 : 40 - (at - 1) / 2));
    const ascending = values.toSorted((a, b) => a - b);
    expect(quantileRange(values, ascending, 0.5)).toEqual({ low: 14, high: 27 });
    expect(quantileRange(values, ascending, 0.99)).not.toHaveProperty('high');
    expect(quantileRange([7], [7], 0.5)).toEqual({});
    expect(quantileRange([7, 7, 7, 7, 7, 7, 7, 7], [7, 7, 7, 7, 7, 7, 7, 7], 0.5)).toEqual({ low: 7, high: 7 });
  });

  it('are wider where neighbours are alike: they count as fewer', () => {
    const normal = normals(4);
    expect(autocorrelationTime(series(2000, 0, normal))).toBeLessThan(1.5);
    expect(autocorrelationTime(series(2000, 0.8, normal))).toBeGreaterThan(6);
    expect(autocorrelationTime(numbers(20, () => 3))).toBe(1);
  });
});

it('the range of a mean holds it about as often as it promises, also where neighbours are alike', () => {
  const normal = normals(5);
  const held = numbers(100, () => {
    let last = 0;
    const { low, high } = meanRange(
      numbers(400, () => {
        last = 0.5 * last + normal();
        return last;
      }),
    );
    return low <= 0 && high >= 0 ? 1 : 0;
  }).reduce((sum, one) => sum + one, 0);
  expect(held / 100).toBeGreaterThan(0.85);
});
