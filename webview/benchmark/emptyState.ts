import * as l10n from '@vscode/l10n';
import { h, icon } from '../ui/h.ts';
import type { BenchmarkStore, Post } from './state.ts';

/** Where nothing was measured yet: what a benchmark is, and how to begin. */
export function createEmptyState(store: BenchmarkStore, post: Post): HTMLElement {
  const title = h('h2', {});
  const begin = h(
    'vscode-button',
    { appearance: 'primary', on: { click: () => post({ type: 'measure' }) } },
    icon('pulse', 'start'),
    h('div', {}, l10n.t('Benchmark…')),
  );
  const element = h(
    'div',
    { class: 'empty' },
    icon('pulse'),
    title,
    h(
      'p',
      {},
      l10n.t(
        'A benchmark calls a capability with the inputs of its examples, in the sandbox, until it is known how long calls take. What is measured later on this machine is compared with it.',
      ),
    ),
    begin,
  );
  store.watch(
    ({ benchmark, comparison, busy }) => [benchmark, comparison, busy],
    () => {
      const { benchmark, comparison, busy } = store.get();
      const isEmpty = benchmark !== undefined && benchmark.report === undefined;
      element.hidden = !isEmpty && !(comparison !== undefined && comparison.report === undefined);
      begin.hidden = !isEmpty || busy !== undefined;
      title.textContent =
        benchmark !== undefined
          ? l10n.t('{0} was not measured yet', benchmark.name)
          : l10n.t('{0} were not compared yet', comparison?.names.join(', ') ?? '');
    },
  );
  return element;
}
