import * as l10n from '@vscode/l10n';
import type { FeedbackCount } from '#protocol';
import { h, icon } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { number, percent } from '../../ui/words.ts';
import { sign } from '../signs.ts';
import type { RolloutsStore } from '../state.ts';
import { armMark } from './armMark.ts';

/** What users think of both versions, and what an A/B test says. */
export function createOpinions(store: RolloutsStore): HTMLElement {
  const section = createSection('opinions', l10n.t('Feedback'));
  store.watch(
    ({ status }) => [status?.feedback, status?.stable === undefined],
    () => {
      const { feedback, stable } = store.get().status ?? {};
      const isAny = feedback !== undefined && (total(feedback.stable) > 0 || total(feedback.candidate) > 0);
      section.show(
        isAny
          ? [
              h(
                'ul',
                { class: 'opinions' },
                arm('candidate', l10n.t('New version'), feedback.candidate),
                stable === undefined ? undefined : arm('stable', l10n.t('Version in use'), feedback.stable),
              ),
            ]
          : undefined,
      );
    },
  );
  return section.element;
}

/** The comparison that a person ends. */
export function createVerdict(store: RolloutsStore): HTMLElement {
  const section = createSection('verdict', l10n.t('A/B test'));
  store.watch(
    ({ status }) => status?.verdict,
    (verdict) => {
      if (verdict === undefined) return section.show(undefined);
      const [name, look] = signs[verdict.winner];
      section.show([h('p', { class: 'message marked-line' }, sign(name, look), h('span', {}, verdict.words))]);
    },
  );
  return section.element;
}

const signs = {
  stable: ['arrow-left', 'failed'],
  candidate: ['star-full', 'passed'],
  'none-yet': ['watch', 'skipped'],
  'no-difference-that-matters': ['dash', 'skipped'],
} as const;

function total({ good, bad }: FeedbackCount): number {
  return good + bad;
}

function arm(of: 'stable' | 'candidate', title: string, count: FeedbackCount): HTMLElement {
  const all = total(count);
  return h(
    'li',
    {},
    h('span', { class: 'opinion-title' }, armMark(of), title),
    h('span', {}, icon('thumbsup'), ` ${number(count.good)} `, h('span', { class: 'visually-hidden' }, l10n.t('good'))),
    h('span', {}, icon('thumbsdown'), ` ${number(count.bad)} `, h('span', { class: 'visually-hidden' }, l10n.t('bad'))),
    h('span', { class: 'amount' }, all === 0 ? l10n.t('none yet') : l10n.t('{0} good', percent(count.good / all))),
  );
}
