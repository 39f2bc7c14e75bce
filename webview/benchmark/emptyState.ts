import * as l10n from '@vscode/l10n';
import { h, icon } from '../ui/h.ts';
import type { BenchmarkState, BenchmarkStore, Post } from './state.ts';
import { listed } from './words.ts';

/** Where nothing was measured yet: that it is going on, or how to begin; and what a benchmark or a comparison is. */
export function createEmptyState(store: BenchmarkStore, post: Post): HTMLElement {
  const title = h('h2', {});
  const words = h('p', {});
  const measure = button('pulse', l10n.t('Benchmark…'), () => post({ type: 'measure' }));
  const compare = button('git-compare', l10n.t('Compare'), () => post({ type: 'compare' }));
  const element = h('div', { class: 'empty' }, icon('pulse'), title, words, measure, compare);
  store.watch(
    ({ benchmark, comparison, busy }) => [benchmark, comparison, busy],
    () => {
      const { benchmark, comparison, busy } = store.get();
      const shown = benchmark ?? comparison;
      element.hidden = shown === undefined || shown.report !== undefined;
      measure.hidden = benchmark === undefined || busy !== undefined;
      compare.hidden = comparison === undefined || busy !== undefined;
      title.textContent = titleOf(store.get());
      words.textContent =
        comparison === undefined
          ? l10n.t(
              'A benchmark calls a capability with the inputs of its examples, in the sandbox, until it is known how long calls take. What is measured later on this machine is compared with it.',
            )
          : l10n.t(
              'A comparison calls all of them in turn, in the sandbox, until it is known which are quicker. Each round calls every one of them, so that all meet the same machine.',
            );
    },
  );
  return element;
}

function titleOf({ benchmark, comparison, busy }: BenchmarkState): string {
  const names = benchmark === undefined ? (comparison?.names ?? []) : [benchmark.name];
  // Something else may be measured meanwhile.
  const isMeasured = busy !== undefined && busy.names.join() === names.join();
  if (benchmark !== undefined) {
    return isMeasured
      ? l10n.t('{0} is being measured', benchmark.name)
      : l10n.t('{0} was not measured yet', benchmark.name);
  }
  return isMeasured
    ? l10n.t('{0} are being compared', listed(names))
    : l10n.t('{0} were not compared yet', listed(names));
}

function button(name: string, words: string, click: () => void): HTMLElement {
  return h('vscode-button', { appearance: 'primary', on: { click } }, icon(name, 'start'), h('div', {}, words));
}
