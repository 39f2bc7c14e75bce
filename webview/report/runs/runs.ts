import * as l10n from '@vscode/l10n';
import type { RecordedRun } from '#protocol';
import { h, setAttribute } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { number } from '../../ui/words.ts';
import { isRunFilter, listRuns, type RunFilter, runFilters } from '../model/runs.ts';
import type { Post, ReportStore } from '../state.ts';
import { filterWords } from '../words.ts';
import { runRows } from './runRows.ts';

/** More rows than this are shown when somebody wants them. */
const MOST_ROWS = 50;

/** Every run of the report, failed ones first; a row opens to all that is known of its run. */
export function createRuns(store: ReportStore, post: Post): HTMLElement {
  const section = createSection('runs', l10n.t('Runs'));
  store.watch(
    ({ report }) => report?.runs,
    (runs) => {
      if (runs === undefined) return section.show(undefined);
      if (runs.length === 0) return section.show([h('p', { class: 'note' }, l10n.t('Nothing was run.'))]);
      const failed = runs.filter(({ passed }) => !passed).length;
      section.show(
        [table(runs)],
        failed === 0
          ? l10n.t('all {0} passed', number(runs.length))
          : l10n.t('{0} of {1} failed', number(failed), number(runs.length)),
      );
    },
  );
  return section.element;

  function table(runs: readonly RecordedRun[]): HTMLElement {
    const body = h('tbody');
    const note = h('p', { class: 'note', role: 'status' });
    const more = h('vscode-button', { appearance: 'secondary', on: { click: () => fill(runs.length) } });
    const choice = filterChoice(runs, store.get().runFilter, (runFilter) => {
      store.set({ runFilter });
      fill(MOST_ROWS);
    });
    fill(MOST_ROWS);
    return h('div', {}, choice, h('table', { class: 'plain runs' }, header(), body), note, more);

    function fill(most: number): void {
      const listed = listRuns(runs, store.get().runFilter);
      body.replaceChildren(...listed.slice(0, most).flatMap((run) => runRows(run, post)));
      note.textContent = listed.length === 0 ? l10n.t('There are none.') : '';
      setAttribute(note, 'hidden', listed.length > 0);
      more.hidden = listed.length <= most;
      more.textContent = l10n.t('Show all {0} runs', number(listed.length));
    }
  }
}

function header(): HTMLElement {
  const titles: readonly (readonly [string, string?])[] = [
    [l10n.t('Run')],
    [l10n.t('Input'), 'wide'],
    [l10n.t('Expected'), 'wide'],
    [l10n.t('Came to'), 'middle'],
    [l10n.t('Time'), 'number'],
    [l10n.t('Memory'), 'number wide'],
  ];
  return h('thead', {}, h('tr', {}, ...titles.map(([title, look]) => h('th', { scope: 'col', class: look }, title))));
}

/** Only what there is can be chosen. */
function filterChoice(
  runs: readonly RecordedRun[],
  chosen: RunFilter,
  onChange: (filter: RunFilter) => void,
): HTMLElement {
  const offered = runFilters
    .map((filter) => [filter, listRuns(runs, filter).length] as const)
    .filter(([filter, amount]) => amount > 0 || filter === 'all' || filter === chosen);
  const dropdown = h(
    'vscode-dropdown',
    { 'aria-label': l10n.t('Which runs') },
    ...offered.map(([filter, amount]) =>
      h('vscode-option', { value: filter, selected: filter === chosen }, filterWords(filter, amount)),
    ),
  );
  dropdown.addEventListener('change', () => {
    if (isRunFilter(dropdown.value)) onChange(dropdown.value);
  });
  return h('div', { class: 'run-filter' }, dropdown);
}
