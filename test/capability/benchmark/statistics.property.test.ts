import { describe, expect, it } from 'vitest';
import { bootstrapRanges, quantileOf } from '../../../src/capability/benchmark/statistics/bootstrap.ts';
import { pseudomedian, shiftOf } from '../../../src/capability/benchmark/statistics/hodgesLehmann.ts';
import { mannWhitney } from '../../../src/capability/benchmark/statistics/mannWhitney.ts';
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

describe('ranges by resampling', () => {
  it('hold the median about as often as they promise, also where neighbours resemble each other', () => {
    const normal = normals(3);
    const held = numbers(50, () => {
      let last = 0;
      const values = numbers(200, () => {
        last = 0.5 * last + normal();
        return last;
      });
      const [range] = bootstrapRanges(values, (ascending) => [quantileOf(ascending, 0.5)], { resamples: 100 });
      return range && range.low <= 0 && range.high >= 0 ? 1 : 0;
    }).reduce((sum, one) => sum + one, 0);
    expect(held / 50).toBeGreaterThan(0.8);
  });
});
