import * as l10n from '@vscode/l10n';
import type { EvidenceFigure } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { shareOfNeeded } from '../model/meter.ts';
import type { RolloutsStore } from '../state.ts';
import { evidence as evidenceWords, meterWords, ruleWords } from '../words.ts';

/** How much speaks for what the policy asks about, and how much is enough: a meter for each. */
export function createEvidence(store: RolloutsStore): HTMLElement {
  const section = createSection('evidence', l10n.t('Evidence'));
  store.watch(
    ({ status }) => status?.decision?.evidence,
    (evidence = []) =>
      section.show(evidence.length === 0 ? undefined : [h('ul', { class: 'meters' }, ...evidence.map(meter)), note()]),
  );
  return section.element;
}

function meter(figure: EvidenceFigure): HTMLElement {
  const { evidence, needed, rule } = figure;
  const share = shareOfNeeded(figure);
  const title = l10n.t('That {0}', ruleWords(rule));
  const words = meterWords(rule, evidenceWords(evidence), evidenceWords(needed), share >= 1);
  const filled = h('div', { class: 'filled' });
  filled.style.width = `${share * 100}%`;
  return h(
    'li',
    { class: share >= 1 ? 'meter full' : 'meter' },
    h('span', { class: 'meter-title' }, title),
    h(
      'div',
      {
        ...{ class: 'bar', role: 'meter', 'aria-label': title, 'aria-valuetext': words },
        ...{ 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(share * 100) },
      },
      filled,
    ),
    h('span', { class: 'amount' }, words),
  );
}

function note(): HTMLElement {
  return h(
    'p',
    { class: 'note' },
    l10n.t('1 is no evidence. It is multiplied with each request, so the bars are logarithmic; a full one decides.'),
  );
}
