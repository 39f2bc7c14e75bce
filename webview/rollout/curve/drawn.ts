import uPlot from 'uplot';
import type { RolloutPoint } from '#protocol';
import { readable } from '../../ui/contrast.ts';
import { axisOf, type Drawn, fontOf } from '../../ui/plot/chart.ts';
import { css, type Theme } from '../../ui/theme.ts';
import { percent } from '../../ui/words.ts';
import { seriesOf, stagesOf, topOf } from './series.ts';

const BAND = 0.2;
const BAND_IN_CONTRAST = 0.4;
const DASHES = [6, 4];
const DAY_SECONDS = 86_400;
const MINUTE_SECONDS = 60;

/** The rates of both versions over time, each with its band, and where stages begin. */
export function drawnOf(points: readonly RolloutPoint[]): Drawn {
  return { data: dataOf(points), options: (theme) => optionsFor(theme, points) };
}

function dataOf(points: readonly RolloutPoint[]): uPlot.AlignedData {
  const { seconds, candidate, stable } = seriesOf(points);
  return [seconds, candidate.high, candidate.low, stable.high, stable.low, stable.rate, candidate.rate];
}

function optionsFor(theme: Theme, points: readonly RolloutPoint[]): ReturnType<Drawn['options']> {
  const candidate = readable(theme.charts[0] ?? theme.foreground, theme.background);
  const stable = readable(theme.muted, theme.background);
  const opacity = theme.highContrast ? BAND_IN_CONTRAST : BAND;
  const axis = axisOf(theme);
  const edge = { stroke: 'transparent', width: 0, points: { show: false } };
  const top = topOf(seriesOf(points));
  return {
    cursor: { points: { size: 8 } },
    scales: { y: { range: () => [0, top] } },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: 76, values: (_, splits) => timesOf(splits) },
      { ...axis, size: 52, values: (_, splits) => splits.map((split) => percent(split)) },
    ],
    series: [
      {},
      edge,
      edge,
      edge,
      edge,
      { stroke: css(stable), width: 2, dash: DASHES, points: { show: false } },
      { stroke: css(candidate), width: 2, points: { show: false } },
    ],
    bands: [
      { series: [1, 2], fill: css(candidate, opacity) },
      { series: [3, 4], fill: css(stable, opacity) },
    ],
    hooks: { draw: [(plot) => drawStages(plot, points, theme)] },
  };
}

/** A line where a stage begins, and its name where there is room. */
function drawStages(plot: uPlot, points: readonly RolloutPoint[], theme: Theme): void {
  const { ctx, bbox, data } = plot;
  const ratio = uPlot.pxRatio;
  const stages = stagesOf(points);
  ctx.save();
  ctx.font = fontOf(theme, 11 * ratio);
  ctx.fillStyle = css(theme.muted);
  ctx.strokeStyle = css(theme.foreground, 0.35);
  ctx.lineWidth = ratio;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  for (const [index, { at, name }] of stages.entries()) {
    const x = Math.round(plot.valToPos(data[0][at] ?? 0, 'x', true));
    const next = stages[index + 1];
    const end = next === undefined ? bbox.left + bbox.width : plot.valToPos(data[0][next.at] ?? 0, 'x', true);
    if (index > 0) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    if (ctx.measureText(name).width + 8 * ratio <= end - x) ctx.fillText(name, x + 2 * ratio, bbox.top - 3 * ratio);
  }
  ctx.restore();
}

/** Times of the day; with seconds where they are within minutes of each other, dates where it is about days. */
export function timesOf(seconds: readonly number[]): string[] {
  const range = (seconds.at(-1) ?? 0) - (seconds[0] ?? 0);
  const style: Intl.DateTimeFormatOptions =
    range > 2 * DAY_SECONDS
      ? { month: 'short', day: 'numeric' }
      : { timeStyle: range < 5 * MINUTE_SECONDS ? 'medium' : 'short' };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, style);
  return seconds.map((second) => format.format(second * 1000));
}
