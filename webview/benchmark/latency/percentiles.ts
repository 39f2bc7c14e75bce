import * as l10n from '@vscode/l10n';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { duration } from '../../ui/words.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';
import { durations, percentileName } from '../words.ts';

/** What shares of the calls stay within, and how sure that is. */
export function createPercentiles(store: BenchmarkStore): HTMLElement {
  const section = createSection('percentiles', l10n.t('Percentiles'));
  store.watch(
    ({ benchmark }) => benchmark?.report?.latency.percentiles,
    (percentiles) =>
      section.show(
        percentiles && [
          tableOf(
            [l10n.t('Percentile'), l10n.t('Time'), l10n.t('95 % range')],
            percentiles.map((one) => [
              percentileName(one),
              duration(one.ms),
              one.range === undefined ? l10n.t('too few runs') : durations(one.range.low, one.range.high),
            ]),
            l10n.t('Percentiles'),
          ),
          h(
            'p',
            { class: 'note' },
            l10n.t(
              'p95 is the time that 95 of 100 calls stay within. The range holds the true one with 95 % probability.',
            ),
          ),
        ],
      ),
  );
  return section.element;
}
