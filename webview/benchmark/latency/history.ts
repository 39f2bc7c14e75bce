import * as l10n from '@vscode/l10n';
import { createSection } from '../../ui/section.ts';
import { createTable } from '../../ui/table.ts';
import { duration, moment } from '../../ui/words.ts';
import type { BenchmarkStore, Post, ShownBenchmark } from '../state.ts';

/** All benchmarks of a capability, latest first. One that is opened is shown whole. */
export function createHistory(store: BenchmarkStore, post: Post): HTMLElement {
  const section = createSection('history', l10n.t('Earlier benchmarks'));
  const here = () => store.get().benchmark?.report?.machine.fingerprint;
  const table = createTable<ShownBenchmark['history'][number]>({
    label: l10n.t('Earlier benchmarks'),
    empty: '',
    onOpen: ({ at }) => post({ type: 'show', at }),
    columns: [
      { title: l10n.t('Time'), value: ({ at }) => at, text: ({ at }) => moment(at), width: '2fr' },
      { title: l10n.t('Version'), value: ({ version }) => version, width: '1fr' },
      {
        title: l10n.t('Median'),
        value: ({ medianMs }) => medianMs,
        text: ({ medianMs }) => duration(medianMs),
        width: '1fr',
      },
      {
        title: l10n.t('p{0}', 95),
        value: ({ p95Ms }) => p95Ms ?? 0,
        text: ({ p95Ms }) => (p95Ms === undefined ? '–' : duration(p95Ms)),
        width: '1fr',
      },
      {
        title: l10n.t('Machine'),
        value: ({ machine }) => (machine === here() ? l10n.t('the same') : l10n.t('another')),
        width: '1fr',
      },
    ],
  });
  section.show([table.element]);
  store.watch(
    ({ benchmark }) => benchmark,
    (benchmark) => {
      section.element.hidden = (benchmark?.history.length ?? 0) < 2;
      table.setRows(benchmark?.history ?? []);
    },
  );
  return section.element;
}
