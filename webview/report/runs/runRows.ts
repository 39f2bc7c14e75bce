import * as l10n from '@vscode/l10n';
import { h, icon } from '../../ui/h.ts';
import { bytes, duration } from '../../ui/words.ts';
import type { ListedRun } from '../model/runs.ts';
import { expectedOf, outcomeOf, preview } from '../model/values.ts';
import { statusSign } from '../signs.ts';
import type { Post } from '../state.ts';
import { kindWords } from '../words.ts';
import { runDetails } from './runDetails.ts';

/** No column is wider than this, in characters. */
const MOST = 120;

/** The row of a run, and the one below it with the details, which are made when they are first opened. */
export function runRows(listed: ListedRun, post: Post): readonly HTMLElement[] {
  const { run } = listed;
  const { usage } = run.result;
  const place = h('td', { colspan: 6 });
  const details = h('tr', { class: 'details', hidden: true }, place);
  const toggle = h(
    'button',
    { class: 'toggle', type: 'button', 'aria-expanded': 'false' },
    icon('chevron-right'),
    statusSign(run.passed ? 'passed' : 'failed'),
    h('span', { class: 'run-name' }, h('bdi', {}, run.name), h('span', { class: 'note' }, kindWords(run.kind))),
  );
  const row = h(
    'tr',
    { class: 'run', on: { click: open } },
    h('th', { scope: 'row', title: l10n.t('Show what went in and what came out') }, toggle),
    value(preview(run.input, MOST), 'wide'),
    value(expectedOf(run, MOST), 'wide'),
    value(outcomeOf(run, MOST), 'middle'),
    h('td', { class: 'number' }, duration(usage.wallMs)),
    h('td', { class: 'number wide' }, bytes(usage.peakHeapBytes)),
  );
  return [row, details];

  function open(): void {
    if (place.childElementCount === 0) place.append(runDetails(listed, post));
    details.hidden = !details.hidden;
    toggle.setAttribute('aria-expanded', String(!details.hidden));
    row.classList.toggle('open', !details.hidden);
  }
}

function value(text: string, look: string): HTMLElement {
  return h('td', { class: `value ${look}`, title: text }, h('code', {}, text));
}
