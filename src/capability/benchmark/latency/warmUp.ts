import { interquartileRange, median } from 'simple-statistics';
import type { WarmUp } from '#protocol';
import { changePoints } from './changePoints.ts';

/** Levels that are closer than this are one, whatever the noise: 2 %, in logarithms. */
const sameLevel = 0.02;

/**
 * How a series began. It is cut into segments of one level each; the last one is taken for what is to come, and warm-up is
 * all before the first segment from which on every level is like the last: within half of its middle half, which single runs
 * differ by anyway. A series whose level still changed within its last quarter has no such level.
 * After Barrett et al., OOPSLA 2017, who ask the same of means and variances.
 * @param series logarithms of milliseconds, in the order of the runs; one at least
 */
export function warmUpOf(series: readonly number[]): WarmUp {
  const starts = changePoints(series);
  const segments = starts.map((from, at) => series.slice(from, starts[at + 1] ?? series.length));
  const levels = segments.map((segment) => median([...segment]));
  const last = levels.at(-1) as number;
  const first = levels[0] as number;
  const reach = Math.max(sameLevel, interquartileRange([...(segments.at(-1) as number[])]) / 2);
  const differs = levels.findLastIndex((level) => Math.abs(level - last) > reach);
  const runs = starts[differs + 1] as number;
  const unsteady = runs > 0.75 * series.length;
  const kind = differs === -1 ? 'steady' : unsteady ? 'unsteady' : first > last ? 'warm-up' : 'slowdown';
  // Where there is no level to come to, all is measured: to leave out what does not fit would be to choose.
  return { kind, runs: unsteady ? 0 : runs, firstMs: Math.exp(first), lastMs: Math.exp(last) };
}
