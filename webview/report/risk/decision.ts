import * as l10n from '@vscode/l10n';
import { type Child, h, icon } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import type { ReportStore } from '../state.ts';
import { verdictWords } from '../words.ts';

/** Why the verdict is what it is, and what must hold. */
export function createDecision(store: ReportStore): HTMLElement {
  const section = createSection('decision', l10n.t('Decision'));
  store.watch(
    ({ report }) => report,
    (report) => {
      if (report === undefined) return section.show(undefined);
      const { verdict, reasons, conditions, needsPerson } = report.decision;
      section.show(
        [
          list(reasons, 'reasons'),
          conditions.length === 0 ? undefined : h('h3', {}, l10n.t('Conditions')),
          conditions.length === 0 ? undefined : list(conditions, 'conditions', 'checklist'),
          needsPerson && verdict !== 'reject' && conditions.length === 0 ? needs() : undefined,
        ],
        verdictWords(verdict),
      );
    },
  );
  return section.element;
}

function list(words: readonly string[], look: string, sign?: string): HTMLElement {
  return h(
    'ul',
    { class: look },
    ...words.map((text) => h('li', {}, sign === undefined ? undefined : icon(sign), h('span', {}, text))),
  );
}

function needs(): Child {
  return h(
    'p',
    { class: 'note person' },
    icon('person'),
    h('span', {}, l10n.t('Somebody must approve it by name before it may run on real data.')),
  );
}
