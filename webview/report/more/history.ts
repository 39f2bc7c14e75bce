import * as l10n from '@vscode/l10n';
import type { VerificationReport } from '#protocol';
import { h } from '../../ui/h.ts';
import { createSection } from '../../ui/section.ts';
import { createTable } from '../../ui/table.ts';
import { visible } from '../../ui/visible.ts';
import { moment, number } from '../../ui/words.ts';
import type { Post, ReportStore } from '../state.ts';
import { riskWords, verdictWords } from '../words.ts';

/** All reports of the capability, latest first; a row shows its report. */
export function createHistory(store: ReportStore, post: Post): HTMLElement {
  const section = createSection('history', l10n.t('History'));
  const shown = (report: VerificationReport) => report.at === store.get().report?.at;
  const table = createTable<VerificationReport>({
    label: l10n.t('Reports of this capability'),
    empty: l10n.t('There are none.'),
    columns: [
      { title: l10n.t('Verified'), value: ({ at }) => at, text: ({ at }) => moment(at), width: 'minmax(13em, 1fr)' },
      {
        title: l10n.t('Verdict'),
        value: ({ decision }) => verdictWords(decision.verdict),
        width: 'minmax(5em, 1fr)',
      },
      {
        title: l10n.t('Risk'),
        value: ({ risk }) => risk.score,
        hint: ({ risk }) => l10n.t('{0} of 100, {1}', number(risk.score), riskWords(risk.class)),
        width: '4em',
      },
      {
        title: l10n.t('Level'),
        value: ({ reached }) => reached ?? l10n.t('none'),
        width: 'minmax(9em, 0.8fr)',
      },
      { title: l10n.t('Version'), value: ({ version }) => visible(version), width: 'minmax(6em, 0.5fr)' },
      {
        title: l10n.t('Shown'),
        value: (report) => (shown(report) ? '●' : ''),
        hint: (report) => (shown(report) ? l10n.t('This report is shown') : ''),
        width: '6em',
      },
    ],
    onOpen: ({ at }) => post({ type: 'show', at }),
  });
  const content = h('div', { class: 'history' }, table.element);
  store.watch(
    ({ report, history }) => [report, history.length, history[0]?.at],
    () => {
      const { history } = store.get();
      section.show(history.length === 0 ? undefined : [content], number(history.length));
      table.setRows(history);
    },
  );
  return section.element;
}
