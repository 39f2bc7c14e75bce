import { build, type Histogram } from 'hdr-histogram-js';
import type { HistogramBin, Percentile } from '#protocol';

/** The percentiles that are told. */
const percents = [50, 90, 95, 99, 99.9] as const;

const bins = 24;
/** An hour, in microseconds: no sandbox lets a call run longer. */
const longest = 3_600_000_000;

/** An HDR histogram of milliseconds: microseconds to an hour, three digits. */
function hdrOf(ms: readonly number[]): Histogram {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: longest,
    numberOfSignificantValueDigits: 3,
  });
  for (const one of ms) histogram.recordValue(Math.min(longest, Math.max(1, Math.round(one * 1000))));
  return histogram;
}

/** What shares of the runs stay within; none of nothing. */
export function percentilesOf(ms: readonly number[]): readonly Percentile[] {
  if (ms.length === 0) return [];
  const histogram = hdrOf(ms);
  return percents.map((percent) => ({ percent, ms: histogram.getValueAtPercentile(percent) / 1000 }));
}

/** So many places of a curve for each tenth of what is left above. */
const places = 4;

/** What shares of the runs stay within, closer to each other the higher they are, up to the slowest run. @param ms ascending; one at least */
export function curveOf(ms: readonly number[]): readonly Percentile[] {
  const histogram = hdrOf(ms);
  const most = Math.log10(ms.length);
  const shares = Array.from({ length: Math.ceil(most * places) }, (_, at) => 1 - 10 ** (-at / places));
  const percentOf = (share: number) => Number((share * 100).toPrecision(6));
  // The slowest run stands for the last of so many: its middle is the place where it is drawn.
  const slowest = { percent: percentOf(1 - 0.5 / ms.length), ms: ms.at(-1) as number };
  return [
    ...shares.map((share) => {
      const percent = percentOf(share);
      return { percent, ms: histogram.getValueAtPercentile(percent) / 1000 };
    }),
    slowest,
  ];
}

/** Bins of the same width on a logarithmic scale. @param ms ascending; one at least */
export function binsOf(ms: readonly number[]): readonly HistogramBin[] {
  const [from, to] = [ms[0] as number, ms.at(-1) as number];
  if (to / from < 1.001) return [{ fromMs: from, toMs: to, count: ms.length }];
  const edge = (at: number) => (at === bins ? to : from * (to / from) ** (at / bins));
  const counts = new Array<number>(bins).fill(0);
  const width = Math.log(to / from) / bins;
  for (const one of ms) {
    const at = Math.min(bins - 1, Math.floor(Math.log(one / from) / width));
    counts[at] = (counts[at] as number) + 1;
  }
  return counts.map((count, at) => ({ fromMs: edge(at), toMs: edge(at + 1), count }));
}
