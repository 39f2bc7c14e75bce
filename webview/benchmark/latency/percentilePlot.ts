import * as l10n from '@vscode/l10n';
import type { LatencyReport, Percentile } from '#protocol';
import { readable } from '../../ui/contrast.ts';
import { axisOf, type Drawn } from '../../ui/plot/chart.ts';
import { createDrawing, type InWords } from '../../ui/plot/drawing.ts';
import { css } from '../../ui/theme.ts';
import { duration } from '../../ui/words.ts';
import { percentileName, percentileRange } from '../words.ts';

/** A percentile's place: each nine more is as far as the one before, because slow calls are few and are looked for. */
const placeOf = (percent: number): number => -Math.log10(1 - percent / 100);

/** Where the axis says what it is. */
const named = [0, 50, 90, 99, 99.9, 99.99, 99.999];

/** How slow the slowest calls are: time against the share of calls that stay within, and how sure that is. */
export function createPercentilePlot() {
  const drawing = createDrawing();
  return {
    elements: drawing.elements,
    show(latency: LatencyReport | undefined): void {
      const points = latency === undefined ? [] : pointsOf(latency);
      // One place is no curve.
      drawing.show(points.length < 2 ? undefined : drawn(points), wordsOf(points));
    },
  };
}

/** The curve, and the percentiles that have a range, by their place. */
function pointsOf({ curve = [], percentiles }: LatencyReport): readonly Percentile[] {
  const told = new Set(percentiles.map(({ percent }) => percent));
  const runs = curve.at(-1)?.percent ?? Number.POSITIVE_INFINITY;
  return [
    ...curve.filter(({ percent }) => !told.has(percent)),
    // Beyond the last run there is nothing to draw.
    ...percentiles.filter(({ percent }) => percent <= runs),
  ].sort((a, b) => a.percent - b.percent);
}

function wordsOf(points: readonly Percentile[]): InWords {
  return {
    summary: l10n.t('Time against the share of calls that stay within it'),
    points: points.map((point) =>
      point.range === undefined
        ? `${percentileName(point)}: ${duration(point.ms)}`
        : `${percentileName(point)}: ${duration(point.ms)} (${percentileRange(point)})`,
    ),
  };
}

function drawn(points: readonly Percentile[]): Drawn {
  const places = points.map(({ percent }) => placeOf(percent));
  const last = places.at(-1) ?? 1;
  return {
    data: [
      places,
      points.map(({ ms }) => ms),
      points.map(({ range }) => range?.high ?? null),
      points.map(({ range }) => (range?.high === undefined ? null : range.low)),
    ],
    options: (theme) => {
      const line = readable(theme.charts[0] ?? theme.foreground, theme.background);
      const edge = { spanGaps: true, stroke: css(line, 0.45), width: 1, points: { show: false } };
      return {
        scales: { x: { time: false, range: () => [0, last] }, y: { range: (_, __, most) => [0, most * 1.05] } },
        axes: [
          {
            ...axisOf(theme),
            size: 28,
            splits: () => named.map(placeOf).filter((place) => place <= last),
            values: (_, all) => all.map((place) => percentileName({ percent: nearestName(place) })),
          },
          { ...axisOf(theme), size: 60, values: (_, all) => all.map((ms) => duration(ms)) },
        ],
        series: [{}, { stroke: css(line), width: 2, points: { show: false } }, edge, edge],
        bands: [{ series: [2, 3], fill: css(line, 0.25) }],
      };
    },
  };
}

function nearestName(place: number): number {
  return named.reduce((best, one) => (Math.abs(placeOf(one) - place) < Math.abs(placeOf(best) - place) ? one : best));
}
