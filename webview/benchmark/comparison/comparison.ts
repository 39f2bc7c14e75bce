import * as l10n from '@vscode/l10n';
import type { ComparisonReport, Difference } from '#protocol';
import { type Child, h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { duration, moment, number, percent } from '../../ui/words.ts';
import { sign, verdictSign } from '../signs.ts';
import type { BenchmarkStore } from '../state.ts';
import { tableOf } from '../tables.ts';
import { ratioRange, times, verdictWords } from '../words.ts';

/** Several capabilities beside each other: a ranking with its ties, and every two of them in words. */
export function createComparison(store: BenchmarkStore): HTMLElement {
  const ranking = createSection('ranking', l10n.t('Ranking'));
  const differences = createSection('differences', l10n.t('Two by two'));
  const head = h('header', { class: 'head' });
  const element = h('article', { class: 'comparison' }, head, ranking.element, differences.element);
  store.watch(
    ({ comparison }) => comparison?.report,
    (report) => {
      element.hidden = report === undefined;
      if (report === undefined) return;
      head.replaceChildren(...headOf(report));
      ranking.show([rankingOf(report)]);
      differences.show([differencesOf(report)]);
    },
  );
  return element;
}

function headOf({ ranking, at, control, rounds, sameInputs, margin }: ComparisonReport): readonly HTMLElement[] {
  const names = ranking.map(({ name }) => name).join(', ');
  const isReliable = control.verdict === 'same' || control.verdict === 'unclear';
  return [
    h(
      'div',
      { class: 'title' },
      h('h1', {}, l10n.t('Comparison of {0}', names)),
      h('p', { class: 'purpose' }, l10n.t('Measured {0}, in {1} rounds', moment(at), number(rounds))),
    ),
    h(
      'p',
      { class: 'marked-line' },
      sign(isReliable ? 'pass' : 'warning', isReliable ? 'passed' : 'warned'),
      h('span', {}, h('strong', {}, l10n.t('The machine was checked:')), ` ${control.words}`),
    ),
    h(
      'p',
      { class: 'note' },
      l10n.t('All are called in turn, in the same rounds. A difference below {0} does not count.', percent(margin)),
      ' ',
      sameInputs
        ? l10n.t('All were called with the same inputs.')
        : l10n.t('Each was called with the inputs of its own examples: they may do different work.'),
    ),
  ];
}

function rankingOf({ ranking }: ComparisonReport): HTMLElement {
  const shared = (rank: number) => ranking.filter((one) => one.rank === rank).length > 1;
  return tableOf(
    [
      ...[l10n.t('Capability'), l10n.t('Rank'), l10n.t('Median'), l10n.t('Times the quickest'), l10n.t('99 % range')],
      ...[l10n.t('Failed'), l10n.t('In words')],
    ],
    ranking.map(({ name, version, rank, medianMs, ratio, runs, failures, words }, at): readonly Child[] => [
      h('span', {}, h('bdi', {}, name), ' ', h('bdi', { class: 'amount' }, version)),
      shared(rank) ? l10n.t('{0}, tied', number(rank)) : number(rank),
      duration(medianMs),
      at === 0 ? '–' : times(ratio.value),
      at === 0 ? '–' : ratioRange(ratio),
      l10n.t('{0} of {1}', number(failures), number(runs + failures)),
      h('span', { class: 'in-words' }, words),
    ]),
    l10n.t('Ranking'),
  );
}

function differencesOf({ differences }: ComparisonReport): HTMLElement {
  return h('ul', { class: 'differences' }, ...differences.map(differenceOf));
}

function differenceOf({ verdict, words, subject, reference, slowerShare, pValue }: Difference): HTMLElement {
  return h(
    'li',
    {},
    verdictSign(verdict),
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, l10n.t('{0}:', verdictWords(verdict))), ` ${words}`),
      h(
        'p',
        { class: 'note' },
        l10n.t(
          'In {0} of pairs of runs {1} took longer than {2} (Mann–Whitney, {3}).',
          percent(slowerShare),
          subject,
          reference,
          chance(pValue),
        ),
      ),
    ),
  );
}

/** How often as much would be seen without a difference. */
function chance(pValue: number): string {
  return pValue < 0.001 ? l10n.t('p < {0}', number(0.001)) : l10n.t('p = {0}', number(pValue));
}
