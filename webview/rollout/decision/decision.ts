import * as l10n from '@vscode/l10n';
import type { RolloutDecision, RolloutStatus } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { moment } from '../../ui/words.ts';
import { actionSign } from '../signs.ts';
import type { RolloutsStore } from '../state.ts';
import { actionWords, ruleWords } from '../words.ts';
import { needsOf } from './needs.ts';

/** What the policy says now, with the rule that made it. */
export function createDecision(store: RolloutsStore): HTMLElement {
  const section = createSection('decision', l10n.t('What the policy says'));
  store.watch(
    ({ status }) => {
      const { action, rule, words, at, needs } = decisionOn(status) ?? {};
      return [status?.state, action, rule, words, at, needs];
    },
    () => {
      const decision = decisionOn(store.get().status);
      section.show(decision && [decisionBlock(decision), needsIn(store)], decision && moment(decision.at));
    },
  );
  return section.element;
}

/** Of a rollout that the policy has taken back it is what did that; later figures are another matter. */
function decisionOn(status: RolloutStatus | undefined): RolloutDecision | undefined {
  if (status?.state === 'running' || status?.state === 'paused') return status.decision;
  const [latest] = status?.log ?? [];
  return status?.state === 'rolled-back' && latest?.by === 'policy' ? latest.decision : undefined;
}

/** A rollout that is over, or that a person steers, waits for nothing. */
function needsIn(store: RolloutsStore): HTMLElement | undefined {
  const { status } = store.get();
  const isWaiting = status?.state === 'running' && status.strategy !== 'ab' && status.strategy !== 'flag';
  return isWaiting && status.decision ? needsOf(status.decision) : undefined;
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
