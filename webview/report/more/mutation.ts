import * as l10n from '@vscode/l10n';
import type { MutationReport } from '#protocol';
import { h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { createSection } from '../../ui/section.ts';
import { number } from '../../ui/words.ts';
import { bar } from '../signs.ts';
import type { Post, ReportStore } from '../state.ts';

/** Whether the examples would notice if the code were another, and where they would not. */
export function createMutation(store: ReportStore, post: Post): HTMLElement {
  const section = createSection('mutation', l10n.t('Changed code'));
  store.watch(
    ({ report }) => report?.mutation,
    (mutation) => {
      if (mutation === undefined) return section.show(undefined);
      const { killed, mutants } = mutation;
      section.show(
        [
          h(
            'p',
            { class: 'note' },
            l10n.t('The code was changed in small ways, and the examples run again: good examples notice each change.'),
          ),
          mutants === 0 ? undefined : bar(killed / mutants),
          ...survivors(mutation, post),
        ],
        l10n.t('{0} of {1} noticed', number(killed), number(mutants)),
      );
    },
  );
  return section.element;
}

function survivors({ survivors: all }: MutationReport, post: Post): HTMLElement[] {
  if (all.length === 0) return [h('p', {}, l10n.t('Every change was noticed.'))];
  return [
    h('h3', {}, l10n.t('Changes that nothing noticed')),
    h(
      'ul',
      { class: 'survivors' },
      ...all.map(({ line, change }) =>
        h(
          'li',
          {},
          link(
            `index.ts:${line}`,
            () => post({ type: 'open-code', line }),
            l10n.t('Show line {0} of the code', number(line)),
          ),
          h('code', {}, change),
        ),
      ),
    ),
  ];
}
