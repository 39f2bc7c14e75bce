import type { LatencyFigures } from '../source.ts';

/** Numbers of requests up to each upper bound, in seconds; the last one is infinite. Cumulative, as Prometheus has them. */
export type Buckets = ReadonlyMap<number, number>;

/** The upper bound of a bucket as Prometheus writes it. */
export const boundOf = (le: string): number => (le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le));

const bounds = (buckets: Buckets): readonly number[] => [...buckets.keys()].toSorted((a, b) => a - b);

/** Two bounds are one if only their rounding differs. */
const isSame = (bound: number, other: number): boolean => Math.abs(bound - other) <= 1e-9 * Math.max(bound, other);

/** The bound beyond which requests are slow for certain: the limit, or the next bound above it. */
export const slowBound = (buckets: Buckets, limit: number): number =>
  bounds(buckets).find((bound) => bound >= limit || isSame(bound, limit)) ?? Number.POSITIVE_INFINITY;

/**
 * Requests, and those that took longer than a limit for certain. Requests in the bucket around the limit are not counted
 * as slow, so a version is never paused for what may have been fast.
 * @param limit in seconds
 */
export function slowIn(buckets: Buckets, limit: number): { readonly requests: number; readonly slow: number } {
  const requests = Math.round(buckets.get(Number.POSITIVE_INFINITY) ?? 0);
  const within = Math.round(buckets.get(slowBound(buckets, limit)) ?? requests);
  return { requests, slow: Math.max(0, requests - within) };
}

/**
 * Quantiles as `histogram_quantile` computes them: linear within a bucket; the last finite bound for those beyond it.
 * @returns in milliseconds; nothing without requests
 */
export function latencyIn(buckets: Buckets): LatencyFigures | undefined {
  const total = buckets.get(Number.POSITIVE_INFINITY) ?? 0;
  if (total <= 0) return undefined;
  const quantile = (share: number) => {
    let below = 0;
    let from = 0;
    for (const bound of bounds(buckets)) {
      const upTo = buckets.get(bound) ?? 0;
      if (upTo >= share * total && upTo > below) {
        if (!Number.isFinite(bound)) return from;
        return from + ((bound - from) * (share * total - below)) / (upTo - below);
      }
      below = Math.max(below, upTo);
      if (Number.isFinite(bound)) from = bound;
    }
    return from;
  };
  return { p50: quantile(0.5) * 1000, p99: quantile(0.99) * 1000 };
}
