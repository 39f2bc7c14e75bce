import * as l10n from '@vscode/l10n';
import type { EvidenceFigure, RolloutDecision, RolloutRule, RolloutStatus } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { shareOfNeeded } from '../model/meter.ts';
import type { RolloutsStore } from '../state.ts';
import { evidence as evidenceWords, type MeterEnd, meterWords, ruleWords } from '../words.ts';

/** How much speaks for what the policy asks about, and how much is enough: a meter for each. */
export function createEvidence(store: RolloutsStore): HTMLElement {
  const section = createSection('evidence', l10n.t('Evidence'));
  store.watch(
    ({ status }) => [status?.decision?.evidence, status?.decision?.stage, status?.stable, status?.strategy],
    () => {
      const { status } = store.get();
      const { evidence = [], stage } = status?.decision ?? {};
      if (status === undefined || stage === undefined || evidence.length === 0) return section.show(undefined);
      const asked = status.stable === undefined ? evidence.filter(({ rule }) => !comparing.has(rule)) : evidence;
      const meters = asked.map((figure) => meter(figure, endOf(figure.rule, stage, status)));
      section.show([h('ul', { class: 'meters' }, ...meters), note()]);
    },
  );
  return section.element;
}

/** A first version is compared with nothing. */
const comparing: ReadonlySet<RolloutRule> = new Set(['worse-than-control', 'users-split-wrongly']);

/** What the policy does when there is enough of it, as the decision engine does. */
function endOf(
  rule: RolloutRule,
  { percent }: RolloutDecision['stage'],
  { stable, strategy }: RolloutStatus,
): MeterEnd {
  switch (rule) {
    case 'worse-than-control':
      return 'rolled-back';
    case 'errors-above-limit':
      // Where everybody has it, a pause would keep nobody from it.
      return percent >= 100 && stable !== undefined ? 'rolled-back' : 'paused';
    case 'slow-above-limit':
    case 'opinions-below-limit':
      return 'paused';
    case 'no-harm':
      return strategy === 'flag' || strategy === 'ab' ? 'shown' : 'advances';
    default:
      return 'held';
  }
}

function meter(figure: EvidenceFigure, end: MeterEnd): HTMLElement {
  const { evidence, needed, rule } = figure;
  const share = shareOfNeeded(figure);
  const title = l10n.t('That {0}', ruleWords(rule));
  const words = meterWords(end, evidenceWords(evidence), evidenceWords(needed), share >= 1);
  const filled = h('div', { class: 'filled' });
  filled.style.width = `${share * 100}%`;
  return h(
    'li',
    { class: share < 1 ? 'meter' : rule === 'no-harm' ? 'meter full good' : 'meter full' },
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
