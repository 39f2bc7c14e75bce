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
      verdict.replaceChildren(...verdictOf(row, report));
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

const verdictIcons = {
  approve: ['pass-filled', 'passed'],
  'approve-with-conditions': ['warning', 'warned'],
  reject: ['error', 'failed'],
  none: ['question', 'skipped'],
  earlier: ['history', 'skipped'],
} as const;

/** What it comes to. The verdict on another content is not shown as if it were about what is there now. */
function verdictOf(row: CapabilityRow, report: VerificationReport | undefined): HTMLElement[] {
  const verdict = report?.decision.verdict;
  const earlier = isEarlier(row, report);
  const [name, look] = verdictIcons[earlier ? 'earlier' : (verdict ?? 'none')];
  const sign = icon(name);
  sign.classList.add('sign', look);
  const words = verdictWords(verdict);
  const standing = h('span', { class: 'badge' }, standingWords(row.standing));
  return [
    sign,
    h(
      'div',
      { class: 'words' },
      h('strong', {}, earlier ? l10n.t('For another content: {0}', words) : words),
      h('span', { class: 'standing' }, earlier ? `${l10n.t('Now:')} ` : '', standing, ' ', row.reason),
    ),
  ];
}

/** The report is about another content than the present one. */
function isEarlier(row: CapabilityRow, report: VerificationReport | undefined): boolean {
  return report !== undefined && report.hash !== row.capability?.hash;
}

/** When it was verified, and whether there is something newer: another report, or another content. */
function remarksOf({ row, report, history }: ReportState, post: Post): HTMLElement[] {
  if (report === undefined) return [];
  const latest = history[0];
  const older = latest !== undefined && latest.at !== report.at;
  return [
    ...(older
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
