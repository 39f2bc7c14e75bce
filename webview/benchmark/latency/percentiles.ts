import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { duration } from '../../ui/words.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';
import { percentileName, percentileRange } from '../words.ts';
import { createPercentilePlot } from './percentilePlot.ts';

/** What shares of the calls stay within, and how sure that is: drawn, and as a table. */
export function createPercentiles(store: BenchmarkStore): HTMLElement {
  const section = createSection('percentiles', l10n.t('Percentiles'));
  const plot = createPercentilePlot();
  const rows = h('div', {});
  const note = h(
    'p',
    { class: 'note' },
    l10n.t(
      'p95 is the time that 95 of 100 calls stay within. The range holds the true one with 95 % probability; with few runs it has no upper end.',
    ),
  );
  section.show([...plot.elements, rows, note]);
  store.watch(
    ({ benchmark }) => benchmark?.report?.latency,
    (latency) => {
      section.element.hidden = latency === undefined;
      plot.show(latency);
      rows.replaceChildren(
        tableOf(
          [l10n.t('Percentile'), l10n.t('Time'), l10n.t('95 % range')],
          (latency?.percentiles ?? []).map((one) => [percentileName(one), duration(one.ms), percentileRange(one)]),
          l10n.t('Percentiles'),
        ),
      );
    },
  );
  return section.element;
}
