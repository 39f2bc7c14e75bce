import * as l10n from '@vscode/l10n';
import type { Check } from '#protocol';
import { h, icon } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { duration, number } from '../../ui/words.ts';
import { ladderOf, type Rung } from '../model/ladder.ts';
import { prose } from '../prose.ts';
import { statusSign } from '../signs.ts';
import type { ReportStore } from '../state.ts';
import { levelMeaning, rungWords, spelledOut } from '../words.ts';

const rungIcons: Readonly<Record<Rung['state'], readonly [string, string]>> = {
  reached: ['pass-filled', 'passed'],
  failed: ['error', 'failed'],
  open: ['circle-slash', 'skipped'],
  'not-asked': ['circle-large', 'skipped'],
};

/** The levels as a ladder, each with what was checked for it. */
export function createLevels(store: ReportStore): HTMLElement {
  const section = createSection('levels', l10n.t('Levels'));
  store.watch(
    ({ report }) => report,
    (report) => section.show(report && [h('ol', { class: 'ladder' }, ...ladderOf(report).map(rung))]),
  );
  return section.element;
}

function rung({ level, state, checks }: Rung): HTMLElement {
  const [name, look] = rungIcons[state];
  const sign = icon(name);
  sign.classList.add('sign', look);
  return h(
    'li',
    { class: `rung ${state}` },
    sign,
    h(
      'div',
      { class: 'rung-body' },
      h('h3', {}, level, h('span', { class: 'amount' }, rungWords(state))),
      checks.length === 0
        ? h('p', { class: 'note' }, levelMeaning(level))
        : h('ul', { class: 'checks' }, ...checks.map(checkLine)),
    ),
  );
}

/** One check; its details are folded away unless it failed. */
function checkLine(check: Check): HTMLElement {
  const { name, status, summary, details, milliseconds } = check;
  const words = [
    statusSign(status),
    h('span', { class: 'check-name', title: name }, spelledOut(name)),
    h('span', { class: 'check-summary' }, ...prose(summary)),
    h('span', { class: 'amount' }, milliseconds === 0 ? '' : duration(milliseconds)),
  ];
  if (details.length === 0) return h('li', { class: 'check' }, h('div', { class: 'check-line' }, ...words));
  return h(
    'li',
    { class: 'check' },
    h(
      'details',
      { open: status === 'failed' },
      h('summary', { class: 'check-line' }, ...words, icon('chevron-down')),
      h('ul', { class: 'lines' }, ...detailLines(details)),
    ),
  );
}

const MOST_DETAILS = 200;

function detailLines(details: readonly string[]): HTMLElement[] {
  const shown = details.slice(0, MOST_DETAILS).map((detail) => h('li', {}, ...prose(detail)));
  const left = details.length - shown.length;
  return left === 0 ? shown : [...shown, h('li', { class: 'note' }, l10n.t('And {0} more.', number(left)))];
}
