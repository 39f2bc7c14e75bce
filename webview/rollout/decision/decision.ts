import * as l10n from '@vscode/l10n';
import type { RolloutDecision } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { moment } from '../../ui/words.ts';
import { actionSign } from '../signs.ts';
import type { RolloutsStore } from '../state.ts';
import { actionWords, ruleWords } from '../words.ts';

/** What the policy says now, with the rule that made it. */
export function createDecision(store: RolloutsStore): HTMLElement {
  const section = createSection('decision', l10n.t('What the policy says'));
  store.watch(
    ({ status }) => {
      const { action, rule, words, at } = status?.decision ?? {};
      return [action, rule, words, at];
    },
    () => {
      const decision = store.get().status?.decision;
      section.show(decision && [decisionBlock(decision)], decision && moment(decision.at));
    },
  );
  return section.element;
}

/** A decision with its rule and its reason. */
export function decisionBlock({ action, rule, words }: RolloutDecision): HTMLElement {
  return h(
    'div',
    { class: 'decision' },
    actionSign(action),
    h(
      'div',
      {},
      h('strong', {}, l10n.t('{0}: {1}', actionWords(action), ruleWords(rule))),
      h('p', { class: 'message' }, withoutAction(words)),
    ),
  );
}

/** The heading says already what happens. */
function withoutAction(words: string): string {
  return words.replace(/^(?:Roll back|Pause and review|Hold|Advance|Finish)[^:]*: (.)/, (_, first: string) =>
    first.toUpperCase(),
  );
}
