import * as l10n from '@vscode/l10n';
import uPlot from 'uplot';
import type { LatencyReport } from '#protocol';
import { readable } from '../../ui/contrast.ts';
import { h } from '../../ui/h.ts';
import { axisOf, type Drawn, fontOf } from '../../ui/plot/chart.ts';
import { createDrawing } from '../../ui/plot/drawing.ts';
import { createSection } from '../../ui/section.ts';
import { css, type Theme } from '../../ui/theme.ts';
import { duration, number, percent } from '../../ui/words.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';
import { durations, percentileName, runs } from '../words.ts';
import { edgeMs, placeOf } from './bins.ts';

/** Percentiles whose lines are drawn: the others would stand on them. */
const marked = [50, 95, 99];

/** How many runs took how long: a histogram that the arrow keys go along, and the same as a table. */
export function createDistribution(store: BenchmarkStore): HTMLElement {
  const section = createSection('distribution', l10n.t('Distribution'));
  const drawing = createDrawing();
  const rows = h('div', {});
  const table = h('details', { class: 'as-table' }, h('summary', {}, l10n.t('As a table')), rows);
  section.show([...drawing.elements, table]);
  store.watch(
    ({ benchmark }) => benchmark?.report?.latency,
    (latency) => {
      // One bin is no distribution.
      section.element.hidden = latency === undefined || latency.histogram.length < 2;
      if (latency === undefined) return drawing.show(undefined, { summary: '', points: [] });
      const bins = latency.histogram.map(({ fromMs, toMs, count }) => ({
        range: durations(fromMs, toMs),
        amount: runs(count),
        share: percent(count / latency.runs),
      }));
      drawing.show(drawn(latency), {
        summary: l10n.t(
          'How long calls took: {0}, most of them about {1}',
          runs(latency.runs),
          duration(latency.modes[0]?.ms ?? latency.median.value),
        ),
        points: bins.map(({ range, amount, share }) => l10n.t('{0}: {1}, {2} of all', range, amount, share)),
      });
      rows.replaceChildren(
        tableOf(
          [l10n.t('Time'), l10n.t('Runs'), l10n.t('Share')],
          bins.map(({ range, amount, share }) => [range, amount, share]),
          l10n.t('Distribution'),
        ),
      );
    },
  );
  return section.element;
}

function drawn({ histogram, percentiles }: LatencyReport): Drawn {
  const { length } = histogram;
  const lines = percentiles.filter(({ percent: of }) => marked.includes(of));
  return {
    data: [histogram.map((_, at) => at + 0.5), histogram.map(({ count }) => count)],
    options: (theme) => {
      const fill = readable(theme.charts[0] ?? theme.foreground, theme.background);
      return {
        scales: { x: { time: false, range: () => [0, length] } },
        axes: [
          {
            ...axisOf(theme),
            grid: { show: false },
            size: 28,
            space: 70,
            incrs: [1, 2, 3, 4, 6, 8, 12, 24],
            values: (_, splits) => splits.map((edge) => timeAt(edge)),
          },
          {
            ...axisOf(theme),
            size: 52,
            incrs: wholeSteps,
            values: (_, splits) => splits.map((count) => number(count)),
          },
        ],
        series: [
          {},
          {
            stroke: css(fill),
            fill: css(fill, theme.highContrast ? 0.85 : 0.65),
            width: 1,
            paths: uPlot.paths.bars?.({ size: [1, Number.POSITIVE_INFINITY], gap: 1 }) as uPlot.Series.PathBuilder,
            points: { show: false },
          },
        ],
        hooks: {
          draw: [
            (plot) =>
              drawLines(
                plot,
                lines.map((one) => ({ at: placeOf(one.ms, histogram), name: percentileName(one) })),
                theme,
              ),
          ],
        },
      };
    },
  };

  function timeAt(edge: number): string {
    const ms = edgeMs(edge, histogram);
    return ms === undefined ? '' : duration(ms);
  }
}

/** Runs are whole. */
const wholeSteps = [1, 2, 5].flatMap((step) => [1, 10, 100, 1000, 10_000].map((by) => step * by)).sort((a, b) => a - b);

/** A line at each percentile, and its name above where there is room. */
function drawLines(
  { ctx, bbox, valToPos }: uPlot,
  lines: readonly { readonly at: number; readonly name: string }[],
  theme: Theme,
): void {
  const ratio = uPlot.pxRatio;
  let free = bbox.left;
  ctx.save();
  ctx.font = fontOf(theme, 11 * ratio);
  ctx.fillStyle = css(theme.foreground);
  ctx.strokeStyle = css(theme.foreground, 0.7);
  ctx.lineWidth = ratio;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'center';
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  for (const { at, name } of lines) {
    const x = Math.round(valToPos(at, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const half = ctx.measureText(name).width / 2;
    if (x - half < free) continue;
    ctx.fillText(name, x, bbox.top - 3 * ratio);
    free = x + half + 4 * ratio;
  }
  ctx.restore();
}
