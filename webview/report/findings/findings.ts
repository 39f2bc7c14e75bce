import * as l10n from '@vscode/l10n';
import type { Severity } from '#base';
import { isSafetyRule, type ScorePart, type VerificationReport } from '#protocol';
import { h } from '../../ui/h.ts';
import { link } from '../../ui/link.ts';
import { createSection } from '../../ui/section.ts';
import { number } from '../../ui/words.ts';
import { prose } from '../prose.ts';
import { severitySign } from '../signs.ts';
import type { Post, ReportStore } from '../state.ts';
import { severityWords, spelledOut } from '../words.ts';

/** A finding or a type problem: both are something at a place. */
interface Remark {
  readonly severity: Severity;
  readonly rule: string;
  readonly line: number;
  readonly column?: number;
  readonly message: string;
  readonly hint?: string;
}

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the static analysis and the types say about the code, worst first; each leads to its place. */
export function createFindings(store: ReportStore, post: Post): HTMLElement {
  const section = createSection('analysis', l10n.t('Static analysis'));
  store.watch(
    ({ report }) => report,
    (report) => {
      if (report === undefined) return section.show(undefined);
      const remarks = remarksOf(report);
      section.show(
        [
          remarks.length === 0
            ? h('p', { class: 'note' }, nothingFound(report.safety.parts))
            : h('ul', { class: 'findings' }, ...remarks.map((remark) => finding(remark, post))),
          report.safety.parts.length === 0 ? undefined : scoreParts(report.safety.parts, remarks.length === 0),
        ],
        l10n.t('Safety score {0} of 100', number(report.safety.score)),
      );
    },
  );
  return section.element;
}

function remarksOf({ safety, types }: VerificationReport): readonly Remark[] {
  const all: Remark[] = [...safety.findings, ...types.map((problem) => ({ ...problem, rule: 'types' }))];
  return all.sort((a, b) => order[a.severity] - order[b.severity] || a.line - b.line);
}

function finding({ severity, rule, line, column, message, hint }: Remark, post: Post): HTMLElement {
  const place = column === undefined ? `${line}` : `${line}:${column}`;
  const open = () => post({ type: 'open-code', line, ...(column !== undefined && { column }) });
  return h(
    'li',
    { class: 'finding' },
    severitySign(severity, severityWords(severity)),
    h(
      'div',
      {},
      h('p', { class: 'message' }, ...prose(message)),
      hint === undefined ? undefined : h('p', { class: 'note' }, ...prose(hint)),
      h(
        'p',
        { class: 'place' },
        link(`index.ts:${place}`, open, l10n.t('Show line {0} of the code', number(line))),
        ruleName(rule, post),
      ),
    ),
  );
}

/** A rule's name leads to the page about it. */
function ruleName(rule: string, post: Post): HTMLElement {
  if (!isSafetyRule(rule)) return h('code', {}, rule);
  return link(rule, () => post({ type: 'open-rule', rule }), l10n.t('What the rule {0} means', rule));
}

function nothingFound(parts: readonly ScorePart[]): string {
  return parts.length === 0
    ? l10n.t('Nothing was found in the code.')
    : l10n.t('Nothing was found in the code. The score is below 100 for what the capability may do:');
}

/** What was taken off the safety score. @param open whether findings leave it unexplained */
function scoreParts(parts: readonly ScorePart[], open: boolean): HTMLElement {
  return h(
    'details',
    { class: 'score', open },
    h('summary', {}, l10n.t('What the safety score lost')),
    h(
      'ul',
      { class: 'lines' },
      ...parts.map(({ name, penalty, reason }) => h('li', {}, `−${number(penalty)} ${spelledOut(name)}: ${reason}`)),
    ),
  );
}
