import * as l10n from '@vscode/l10n';
import { h } from '../h.ts';
import { type Chart, createChart, type Drawn } from './chart.ts';

/** What a chart shows, in words. */
export interface InWords {
  /** All of it in one sentence, for screen readers. */
  readonly summary: string;
  /** A text for each point. */
  readonly points: readonly string[];
}

export interface Drawing {
  readonly elements: readonly HTMLElement[];
  /** The cursor stays on its point: what is shown may be the same, with news. */
  show(drawn: Drawn | undefined, words: InWords): void;
  /** Takes the cursor away: something else is shown next. */
  forget(): void;
}

/** A chart that the pointer and the arrow keys go along; the point where they are is said in words. */
export function createDrawing(): Drawing {
  const usual = l10n.t('Point at the plot, or go along it with the arrow keys.');
  const readout = h('p', { class: 'readout note', role: 'status' }, usual);
  let points: readonly string[] = [];
  let pointed: number | undefined;
  const chart: Chart = createChart((at) => {
    pointed = at;
    readout.textContent = (at === undefined ? undefined : points[at]) ?? usual;
  });
  const drawing = h(
    'div',
    {
      class: 'drawing',
      role: 'group',
      tabindex: 0,
      'aria-roledescription': l10n.t('plot'),
      on: {
        keydown: (event) => {
          const at = keyed(event.key, pointed, points.length);
          if (at === undefined) return;
          event.preventDefault();
          chart.point(at);
        },
        blur: () => chart.point(undefined),
      },
    },
    chart.element,
  );
  return {
    elements: [drawing, readout],
    show(drawn, words) {
      points = words.points;
      drawing.setAttribute('aria-label', words.summary);
      const at = pointed;
      chart.show(drawn);
      chart.point(at !== undefined && at < points.length ? at : undefined);
    },
    forget: () => chart.point(undefined),
  };
}

/** Where the cursor goes by a key; undefined where the key is for something else. */
function keyed(key: string, at: number | undefined, amount: number): number | undefined {
  const last = amount - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, (at ?? last + 1) - 1);
    case 'ArrowRight':
      return Math.min(last, (at ?? -1) + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
