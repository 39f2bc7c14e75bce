import * as l10n from '@vscode/l10n';
import type { Severity } from '#base';
import type { Check, Decision, RecordedRun, Risk, Standing, VerificationLevel } from '#protocol';
import { number } from '../ui/words.ts';
import type { Rung } from './model/ladder.ts';
import type { RunFilter } from './model/runs.ts';

/** What the panel calls things. Looked up when it is shown, for the language is known then. */

export function verdictWords(verdict: Decision['verdict'] | undefined): string {
  switch (verdict) {
    case 'approve':
      return l10n.t('Approve');
    case 'approve-with-conditions':
      return l10n.t('Approve with conditions');
    case 'reject':
      return l10n.t('Reject');
    case undefined:
      return l10n.t('Not verified yet');
  }
}

export function standingWords(standing: Standing): string {
  return {
    broken: l10n.t('Broken'),
    unverified: l10n.t('Not verified'),
    rejected: l10n.t('Rejected'),
    waiting: l10n.t('Waits for a person'),
    admitted: l10n.t('Admitted'),
  }[standing];
}

export function riskWords(riskClass: Risk['class']): string {
  return { low: l10n.t('low'), medium: l10n.t('medium'), high: l10n.t('high') }[riskClass];
}

export function levelMeaning(level: VerificationLevel): string {
  return {
    BASIC: l10n.t('Syntax, types and static analysis. Nothing is run.'),
    STANDARD: l10n.t('Runs the examples and standard cases in the sandbox as well.'),
    COMPREHENSIVE: l10n.t('Also tests its behaviour, with random inputs and changed code.'),
    PRODUCTION: l10n.t('Also measures how fast it is.'),
  }[level];
}

export function rungWords(state: Rung['state']): string {
  return {
    reached: l10n.t('Reached'),
    failed: l10n.t('Failed'),
    open: l10n.t('Not tried: a level below failed'),
    'not-asked': l10n.t('Not asked for'),
  }[state];
}

export function statusWords(status: Check['status']): string {
  return {
    passed: l10n.t('Passed'),
    warned: l10n.t('Warned'),
    failed: l10n.t('Failed'),
    skipped: l10n.t('Skipped'),
  }[status];
}

export function severityWords(severity: Severity): string {
  return { error: l10n.t('Error'), warning: l10n.t('Warning'), info: l10n.t('Information') }[severity];
}

export function kindWords(kind: RecordedRun['kind']): string {
  return { example: l10n.t('Example'), standard: l10n.t('Standard case'), property: l10n.t('Random input') }[kind];
}

export function filterWords(filter: RunFilter, amount: number): string {
  const n = number(amount);
  return {
    all: l10n.t('All runs ({0})', n),
    failed: l10n.t('Failed ({0})', n),
    example: l10n.t('Examples ({0})', n),
    standard: l10n.t('Standard cases ({0})', n),
    property: l10n.t('Random inputs ({0})', n),
  }[filter];
}

/** An id as words: `static-analysis` as `Static analysis`. */
export function spelledOut(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}
