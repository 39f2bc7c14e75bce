import * as l10n from '@vscode/l10n';
import type { CapabilityRow, VerificationReport } from '#protocol';
import { h, icon } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { duration, moment } from '../../ui/words.ts';
import type { Post, ReportState, ReportStore } from '../state.ts';
import { standingWords, verdictWords } from '../words.ts';
import { createActions } from './actions.ts';
import { facts } from './facts.ts';

/** The top of the report: of what it is, what it comes to, and what can be done about it. */
export function createHead(store: ReportStore, post: Post): HTMLElement {
  const title = h('div', { class: 'title' });
  const verdict = h('div', { class: 'verdict' });
  const remarks = h('div', { class: 'remarks' });
  const figures = h('dl', { class: 'facts' });
  const element = h('header', { class: 'head' }, title, verdict, createActions(store, post), remarks, figures);
  store.watch(
    ({ row, report, history }) => [row, report, history[0]],
    () => {
      const { row, report } = store.get();
      element.hidden = row === undefined;
      if (row === undefined) return;
      title.replaceChildren(...titleOf(row, report));
      verdict.replaceChildren(...verdictOf(store.get()));
      remarks.replaceChildren(...remarksOf(store.get(), post));
      figures.hidden = report === undefined;
      figures.replaceChildren(...(report === undefined ? [] : facts(report)));
    },
  );
  return element;
}

function titleOf({ name, capability }: CapabilityRow, report: VerificationReport | undefined): HTMLElement[] {
  const version = report?.version ?? capability?.version;
  return [
    h('h1', {}, h('bdi', {}, name), ...(version === undefined ? [] : [' ', h('bdi', { class: 'version' }, version)])),
    h('p', { class: 'purpose' }, capability?.manifest.title ?? ''),
  ];
}

const standingIcons = {
  admitted: ['pass-filled', 'passed'],
  waiting: ['person', 'warned'],
  rejected: ['error', 'failed'],
  unverified: ['question', 'skipped'],
  broken: ['error', 'failed'],
} as const;

/** Whether it may run. What an earlier report came to is not shown as if it were about what is there now. */
function verdictOf({ row, report, history }: ReportState): HTMLElement[] {
  if (row === undefined) return [];
  const past = report !== undefined && pastWords(row, report, history);
  const [name, look] = past ? (['history', 'skipped'] as const) : standingIcons[row.standing];
  const sign = icon(name);
  sign.classList.add('sign', look);
  const standing = standingWords(row.standing);
  const now = past ? [l10n.t('Now:'), ' ', h('span', { class: 'badge' }, standing), ' '] : [];
  return [
    sign,
    h(
      'div',
      { class: 'words' },
      h('strong', {}, past || standing),
      h('span', { class: 'standing' }, ...now, row.reason),
    ),
  ];
}

/** What a report came to that is not the one that counts. */
function pastWords(
  row: CapabilityRow,
  report: VerificationReport,
  history: ReportState['history'],
): string | undefined {
  const words = verdictWords(report.decision.verdict);
  if (isEarlier(row, report)) return l10n.t('For another content: {0}', words);
  return isOlder(report, history) ? l10n.t('At that time: {0}', words) : undefined;
}

/** There is a newer report. */
function isOlder(report: VerificationReport, [latest]: ReportState['history']): boolean {
  return latest !== undefined && latest.at !== report.at;
}

/** The report is about another content than the present one. */
function isEarlier(row: CapabilityRow, report: VerificationReport | undefined): boolean {
  return report !== undefined && report.hash !== row.capability?.hash;
}

/** When it was verified, and whether there is something newer: another report, or another content. */
function remarksOf({ row, report, history }: ReportState, post: Post): HTMLElement[] {
  if (report === undefined) return [];
  const [latest] = history;
  return [
    ...(latest !== undefined && isOlder(report, history)
      ? [
          remark(
            'history',
            l10n.t('This is an older report.'),
            link(l10n.t('Show the latest'), () => post({ type: 'show', at: latest.at })),
          ),
        ]
      : []),
    ...(row !== undefined && isEarlier(row, report)
      ? [remark('warning', l10n.t('This report is not about the present content of the capability.'))]
      : []),
    h(
      'p',
      { class: 'note' },
      l10n.t('Verified {0}, in {1}. Content {2}', moment(report.at), duration(report.milliseconds), ''),
      h('code', { title: report.hash }, report.hash.slice(0, 12)),
    ),
  ];
}

function remark(sign: string, words: string, action?: HTMLElement): HTMLElement {
  return h('p', { class: 'remark-line' }, icon(sign), h('span', {}, words), action);
}
