import type { HistogramBin } from '#protocol';

/**
 * Where a time is in a histogram, counted in bins: 1.5 is the middle of the second. Bins are as wide as each other on a
 * logarithmic scale, so places within them are, too.
 */
export function placeOf(ms: number, bins: readonly HistogramBin[]): number {
  const at = bins.findIndex(({ toMs }) => ms < toMs);
  if (at < 0) return bins.length;
  const { fromMs, toMs } = bins[at] as HistogramBin;
  if (ms <= fromMs || fromMs <= 0 || toMs <= fromMs) return at;
  return at + Math.log(ms / fromMs) / Math.log(toMs / fromMs);
}

/** The time at an edge between bins. @param edge 0 to the number of bins */
export function edgeMs(edge: number, bins: readonly HistogramBin[]): number | undefined {
  return bins[edge]?.fromMs ?? (edge === bins.length ? bins.at(-1)?.toMs : undefined);
}
