import * as l10n from '@vscode/l10n';
import { mostPoints, type Risk, type RiskFactor } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { number } from '../../ui/words.ts';
import { bar } from '../signs.ts';
import type { ReportStore } from '../state.ts';
import { riskWords, spelledOut } from '../words.ts';

/** What the risk is made of, largest part first. */
export function createRisk(store: ReportStore): HTMLElement {
  const section = createSection('risk', l10n.t('Risk'));
  store.watch(
    ({ report }) => report?.risk,
    (risk) => {
      if (risk === undefined) return section.show(undefined);
      const factors = risk.factors.toSorted((a, b) => b.points - a.points || b.weight - a.weight);
      section.show(
        [
          h(
            'table',
            { class: 'plain risk' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                h('th', { scope: 'col' }, l10n.t('Factor')),
                h('th', { scope: 'col', colspan: 2 }, l10n.t('Points of weight')),
                h('th', { scope: 'col' }, l10n.t('Why')),
              ),
            ),
            h('tbody', {}, ...factors.map((factor) => factorRow(factor, risk))),
          ),
        ],
        l10n.t('{0} of 100, {1}', number(risk.score), riskWords(risk.class)),
      );
    },
  );
  return section.element;
}

function factorRow(factor: RiskFactor, risk: Risk): HTMLElement {
  const { name, points, severity, reason } = factor;
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, spelledOut(name)),
    h('td', { class: 'bar-cell' }, bar(severity)),
    h('td', { class: 'number' }, l10n.t('{0} of {1}', number(points), number(mostPoints(factor, risk)))),
    h('td', { class: 'why' }, reason),
  );
}
