import uPlot from 'uplot';
import { h } from '../h.ts';
import { css, readTheme, type Theme, watchTheme } from '../theme.ts';

const HEIGHT_PX = 240;

/** What a chart is made of: its lines, in the colours of the theme. */
export interface Drawn {
  readonly data: uPlot.AlignedData;
  readonly options: (theme: Theme) => Pick<uPlot.Options, 'axes' | 'series' | 'scales' | 'bands' | 'cursor' | 'hooks'>;
}

export interface Chart {
  readonly element: HTMLElement;
  show(drawn: Drawn | undefined): void;
  /** Puts the cursor on a point, or takes it away. */
  point(at: number | undefined): void;
}

/** A chart as wide as its place, in the editor's colours. @param onPoint the cursor is on this point now, or on none */
export function createChart(onPoint: (at: number | undefined) => void): Chart {
  const element = h('div', { class: 'plot' });
  let shown: Drawn | undefined;
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = undefined;
    const { clientWidth: width } = element;
    if (shown === undefined || width === 0) return;
    const { hooks, cursor, ...options } = shown.options(readTheme());
    plot = new uPlot(
      {
        ...options,
        width,
        height: HEIGHT_PX,
        padding: [22, 28, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, ...cursor },
        hooks: { ...hooks, setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
      },
      shown.data,
      element,
    );
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
      shown = next;
      draw();
    },
    point(at) {
      const x = at === undefined ? undefined : plot?.data[0][at];
      const left = x === undefined ? -1 : (plot?.valToPos(x, 'x') ?? -1);
      plot?.setCursor({ left, top: left < 0 ? -1 : 0 });
    },
  };
}

/** What all axes have. */
export function axisOf(theme: Theme): uPlot.Axis {
  return {
    stroke: css(theme.muted),
    font: fontOf(theme),
    ticks: { show: false },
    grid: { stroke: css(theme.foreground, 0.12), width: 1 },
  };
}

export const fontOf = (theme: Theme, size = 11): string => `${size}px ${theme.fontFamily}`;
