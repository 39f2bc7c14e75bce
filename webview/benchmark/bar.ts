import * as l10n from '@vscode/l10n';
import type { ExportedBenchmarkFormat } from '#protocol';
import { h, icon } from '../ui/h.ts';
import { popover } from '../ui/popover.ts';
import type { BenchmarkStore, Post } from './state.ts';

/** Above all: measure, compare, stop, export. */
export function createBar(store: BenchmarkStore, post: Post): HTMLElement {
  const measure = button('pulse', l10n.t('Benchmark…'), () => post({ type: 'measure' }));
  const compare = button('git-compare', l10n.t('Compare…'), () => post({ type: 'compare' }));
  const again = button('refresh', l10n.t('Compare Again'), () => post({ type: 'compare' }));
  const stop = button('debug-stop', l10n.t('Stop'), () => post({ type: 'stop' }));
  const output = exportMenu(post);
  store.watch(
    ({ benchmark, comparison, busy }) => [
      benchmark === undefined,
      benchmark?.report === undefined,
      comparison?.report === undefined,
      busy === undefined,
    ],
    ([noBenchmark, noReport, noneCompared, idle]) => {
      // Two at once would measure each other.
      measure.hidden = noBenchmark === true || idle === false;
      compare.hidden = noBenchmark === true || idle === false;
      // The empty state offers it for the first time.
      again.hidden = noneCompared === true || idle === false;
      output.hidden = noReport === true && noneCompared === true;
      stop.hidden = idle === true;
    },
  );
  return h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Benchmark') },
    ...[measure, compare, again, stop, h('span', { class: 'spacer' }), output],
  );
}

function exportMenu(post: Post): HTMLElement {
  const formats: readonly [ExportedBenchmarkFormat, string][] = [
    ['markdown', l10n.t('Markdown, for people')],
    ['json', l10n.t('JSON, for programs')],
    ['github-action-benchmark', l10n.t('github-action-benchmark, to follow it in CI')],
  ];
  return popover({ label: l10n.t('Export'), icon: 'export' }, (close) =>
    formats.map(([format, title]) =>
      button(undefined, title, () => {
        close();
        post({ type: 'export', format });
      }),
    ),
  ).element;
}

function button(name: string | undefined, words: string, click: () => void): HTMLElement {
  const mark = name === undefined ? undefined : icon(name, 'start');
  return h('vscode-button', { appearance: 'secondary', on: { click } }, mark, h('div', {}, words));
}
