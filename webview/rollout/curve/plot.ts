import uPlot from 'uplot';
import type { RolloutPoint } from '#protocol';
import { readable } from '../../ui/contrast.ts';
import { h } from '../../ui/h.ts';
import { css, readTheme, type Theme, watchTheme } from '../../ui/theme.ts';
import { percent } from '../../ui/words.ts';
import { seriesOf, stagesOf, topOf } from './series.ts';

const HEIGHT_PX = 260;
const BAND = 0.2;
const BAND_IN_CONTRAST = 0.4;
const DASHES = [6, 4];
const DAY_SECONDS = 86_400;

/** The rates of both versions over time, each with its band. */
export interface Plot {
  readonly element: HTMLElement;
  show(points: readonly RolloutPoint[]): void;
  /** Puts the cursor on a point, or takes it away. */
  point(at: number | undefined): void;
}

/** @param onPoint the cursor is on this point now, or on none */
export function createPlot(onPoint: (at: number | undefined) => void): Plot {
  const element = h('div', { class: 'plot' });
  let points: readonly RolloutPoint[] = [];
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = undefined;
    if (points.length > 0 && element.clientWidth > 0) {
      plot = new uPlot(
        optionsFor(readTheme(), element.clientWidth, () => points, onPoint),
        dataOf(points),
        element,
      );
    }
  };
  watchTheme(draw);
  new ResizeObserver(() => {
    const { clientWidth: width } = element;
    if (plot === undefined || width === 0) draw();
    else if (width !== plot.width) plot.setSize({ width, height: HEIGHT_PX });
  }).observe(element);
  return {
    element,
    show(next) {
      points = next;
      if (plot === undefined || points.length === 0) draw();
      else plot.setData(dataOf(points));
    },
    point(at) {
      const seconds = at === undefined ? undefined : plot?.data[0][at];
      const left = seconds === undefined ? -1 : (plot?.valToPos(seconds, 'x') ?? -1);
      plot?.setCursor({ left, top: left < 0 ? -1 : 0 });
    },
  };
}

function dataOf(points: readonly RolloutPoint[]): uPlot.AlignedData {
  const { seconds, candidate, stable } = seriesOf(points);
  return [seconds, candidate.high, candidate.low, stable.high, stable.low, stable.rate, candidate.rate];
}

function optionsFor(
  theme: Theme,
  width: number,
  points: () => readonly RolloutPoint[],
  onPoint: (at: number | undefined) => void,
): uPlot.Options {
  const candidate = readable(theme.charts[0] ?? theme.foreground, theme.background);
  const stable = readable(theme.muted, theme.background);
  const opacity = theme.highContrast ? BAND_IN_CONTRAST : BAND;
  const font = `11px ${theme.fontFamily}`;
  const axis = { stroke: css(theme.muted), font, ticks: { show: false } };
  const grid = { stroke: css(theme.foreground, 0.12), width: 1 };
  const edge = { stroke: 'transparent', width: 0, points: { show: false } };
  return {
    width,
    height: HEIGHT_PX,
    padding: [18, 28, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: { y: { range: () => [0, topOf(seriesOf(points()))] } },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: 76, values: (_, splits) => timesOf(splits) },
      { ...axis, grid, size: 52, values: (_, splits) => splits.map((split) => percent(split)) },
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
    hooks: {
      setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)],
      draw: [(plot) => drawStages(plot, points(), theme, font)],
    },
  };
}

/** A line where a stage begins, and its name where there is room. */
function drawStages(plot: uPlot, points: readonly RolloutPoint[], theme: Theme, font: string): void {
  const { ctx, bbox, data } = plot;
  const ratio = uPlot.pxRatio;
  const stages = stagesOf(points);
  ctx.save();
  ctx.font = font.replace('11px', `${11 * ratio}px`);
  ctx.fillStyle = css(theme.muted);
  ctx.strokeStyle = css(theme.foreground, 0.35);
  ctx.lineWidth = ratio;
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

/** Times of the day; dates where it is about days. */
function timesOf(seconds: readonly number[]): string[] {
  const isDays = (seconds.at(-1) ?? 0) - (seconds[0] ?? 0) > 2 * DAY_SECONDS;
  const style: Intl.DateTimeFormatOptions = isDays ? { month: 'short', day: 'numeric' } : { timeStyle: 'short' };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, style);
  return seconds.map((second) => format.format(second * 1000));
}
