import * as l10n from '@vscode/l10n';
import type { EvidenceFigure } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { shareOfNeeded } from '../model/meter.ts';
import type { RolloutsStore } from '../state.ts';
import { consequenceWords, evidence as evidenceWords } from '../words.ts';

/** How much speaks against each hypothesis, and how much is needed: a meter for each. */
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
  const { against, evidence, needed, rule } = figure;
  const share = shareOfNeeded(figure);
  const words = l10n.t('{0} of {1}', evidenceWords(evidence), evidenceWords(needed));
  const filled = h('div', { class: 'filled' });
  filled.style.width = `${share * 100}%`;
  return h(
    'li',
    { class: share >= 1 ? 'meter full' : 'meter' },
    h('span', { class: 'meter-title' }, l10n.t('Against “{0}”', against)),
    h(
      'div',
      {
        ...{ class: 'bar', role: 'meter', 'aria-label': l10n.t('Against “{0}”', against), 'aria-valuetext': words },
        ...{ 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(share * 100) },
      },
      filled,
    ),
    h('span', { class: 'amount' }, share >= 1 ? l10n.t('{0}: enough, {1}', words, consequenceWords(rule)) : words),
  );
}

function note(): HTMLElement {
  return h(
    'p',
    { class: 'note' },
    l10n.t('1 is no evidence. It is multiplied with each request, so the bars are logarithmic; a full one decides.'),
  );
}
