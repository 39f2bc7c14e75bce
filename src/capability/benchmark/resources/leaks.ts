import type { LeakReport, MemoryPoint } from '#protocol';
import { trendOf } from '../statistics/trend.ts';

/** So sure a growth has to be. It has to be large, too: see {@link ofTheEngine}. */
const chance = 0.005;
/** Engines keep compiled code and what they have learned of it, which comes to some tens of kilobytes and then stops. */
const ofTheEngine = 64 * 1024;
/** Fewer points are no trend. */
export const fewestPoints = 6;

const where = 'Look for a list or a map outside of `run` that is added to and never emptied.';

/**
 * Whether calls leave something behind: memory after so many calls in one engine, everything collected that can be, grows
 * steadily with their number (Theil–Sen, Mann–Kendall). Each point is an engine of its own, so they are independent. What only
 * fills up, as a cache does, has filled by the first point or stops growing: growth counts where its later half grows too.
 * @param points by their number of calls, ascending
 */
export function leakVerdict(points: readonly MemoryPoint[]): LeakReport {
  if (points.length < fewestPoints) {
    return { verdict: 'not-measured', words: 'Memory could not be measured: too few rounds came to values.', points };
  }
  const total = points.map(({ calls, heapBytes, outsideBytes }) => [calls, heapBytes + outsideBytes] as const);
  const { slope, pValue } = trendOf(total);
  const later = trendOf(total.slice(Math.floor(points.length / 2))).slope;
  const reach = (points.at(-1)?.calls ?? 0) - (points[0]?.calls ?? 0);
  const grows = pValue < chance && slope.low * reach > ofTheEngine && later.value > slope.value / 4;
  const perCall = `${Math.round(slope.value)} bytes a call (${Math.round(slope.low)} to ${Math.round(slope.high)})`;
  return {
    verdict: grows ? 'leak' : 'none',
    words: grows
      ? `It leaks: what it keeps grows by ${perCall}. ${where}`
      : 'It leaves nothing behind that grows with the number of calls.',
    points,
    bytesPerCall: slope,
    pValue,
  };
}

/** The verdict on calls of which some fit into the memory that a capability may have, and more in the same engine do not. */
export function outgrown({ fits, tooMany }: { readonly fits: number; readonly tooMany: number }): LeakReport {
  const words = `It leaks: ${fits === 1 ? 'one call fits' : `${fits} calls of the same input in one engine fit`} into its memory, ${tooMany} do not. ${where}`;
  return { verdict: 'leak', words, points: [] };
}
