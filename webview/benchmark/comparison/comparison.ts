import * as l10n from '@vscode/l10n';
import { type ComparisonReport, type ComparisonVerdict, type Difference, namedVersion } from '#protocol';
import { type Child, h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { createSection } from '../../ui/section.ts';
import { duration, moment, number, percent } from '../../ui/words.ts';
import { markedLine, sign, verdictSign } from '../signs.ts';
import type { BenchmarkStore, Post } from '../state.ts';
import { tableOf } from '../tables.ts';
import { listed, ratioRange, ratioWords, times } from '../words.ts';
import { createComparisonHistory } from './history.ts';

/** Several capabilities beside each other: a ranking with its ties, and every two of them in words. */
export function createComparison(store: BenchmarkStore, post: Post): HTMLElement {
  const ranking = createSection('ranking', l10n.t('Ranking'));
  const differences = createSection('differences', l10n.t('Two by two'));
  const head = h('header', { class: 'head' });
  const element = h(
    'article',
    { class: 'comparison' },
    head,
    ranking.element,
    differences.element,
    createComparisonHistory(store, post),
  );
  store.watch(
    ({ comparison }) => comparison,
    (shown) => {
      const report = shown?.report;
      element.hidden = report === undefined;
      if (shown === undefined || report === undefined) return;
      head.replaceChildren(...headOf(report, shown.isPresent));
      ranking.show([rankingOf(report, post)]);
      differences.show([differencesOf(report)]);
    },
  );
  return element;
}

function headOf(
  { compared, at, control, rounds, sameInputs, margin }: ComparisonReport,
  isPresent: boolean,
): readonly HTMLElement[] {
  return [
    h(
      'div',
      { class: 'title' },
      h('h1', {}, l10n.t('Comparison of {0}', listed(compared.map(({ name }) => name)))),
      h('p', { class: 'purpose' }, l10n.t('Measured {0}, in {1} rounds', moment(at), number(rounds))),
    ),
    ...(isPresent
      ? []
      : [
          markedLine(
            sign('warning', 'warned'),
            l10n.t('At least one of them is another one now than when they were compared.'),
          ),
        ]),
    markedLine(controlSign(control.verdict), h('strong', {}, l10n.t('The machine was checked:')), ` ${control.words}`),
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

/** A machine that cannot tell the same from itself yet has passed nothing. */
function controlSign(verdict: ComparisonVerdict): HTMLElement {
  if (verdict === 'same') return sign('pass', 'passed');
  return verdict === 'unclear' ? sign('question', 'skipped') : sign('warning', 'warned');
}

function rankingOf({ ranking }: ComparisonReport, post: Post): HTMLElement {
  const shared = (rank: number) => ranking.filter((one) => one.rank === rank).length > 1;
  return tableOf(
    [
      ...[l10n.t('Capability'), l10n.t('Rank'), l10n.t('Median'), l10n.t('Times the quickest'), l10n.t('99 % range')],
      ...[l10n.t('Failed'), l10n.t('In words')],
    ],
    ranking.map(({ name, version, rank, medianMs, ratio, runs, failures, words }, at): readonly Child[] => [
      h(
        'span',
        {},
        link(name, () => post({ type: 'show-benchmark', name }), l10n.t('Show what was measured of it')),
        ...(namedVersion(name) === undefined ? [' ', h('bdi', { class: 'amount' }, version)] : []),
      ),
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

function differenceOf({ verdict, subject, reference, ratio, slowerShare, pValue }: Difference): HTMLElement {
  return h(
    'li',
    {},
    verdictSign(verdict),
    h(
      'div',
      {},
      h(
        'p',
        {},
        h('strong', {}, verdictOf(verdict, subject, reference)),
        ' ',
        verdict === 'unreliable' ? l10n.t('The machine could not be relied on.') : ratioWords(ratio),
      ),
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

function verdictOf(verdict: ComparisonVerdict, subject: string, reference: string): string {
  switch (verdict) {
    case 'slower':
      return l10n.t('{0} is slower than {1}:', subject, reference);
    case 'faster':
      return l10n.t('{0} is faster than {1}:', subject, reference);
    case 'same':
      return l10n.t('{0} takes as long as {1}:', subject, reference);
    case 'unclear':
      return l10n.t('Whether {0} differs from {1} is not clear yet:', subject, reference);
    case 'unreliable':
      return l10n.t('Nothing can be said of {0} and {1}.', subject, reference);
  }
}

/** How often as much would be seen without a difference. */
function chance(pValue: number): string {
  return pValue < 0.001 ? l10n.t('p < {0}', number(0.001)) : l10n.t('p = {0}', number(pValue));
}
