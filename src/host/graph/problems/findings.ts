import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from '#base';
import type { Advice, RuleReport, Violation } from '#protocol';
import { sentences } from '../../texts/sentences.ts';

/** One entry of the Problems panel as plain data. */
export interface Finding {
  readonly path: string;
  /** 1-based; the top of the file where nothing better is known. */
  readonly line: number;
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
  /** The file that the code links to: the rules file. */
  readonly explainedIn?: string;
  /** The other imports of a cycle, or the way of a forbidden reach. */
  readonly related: readonly RelatedStep[];
}

/** One step of a way: `from` imports `to`. */
interface RelatedStep {
  readonly from: string;
  readonly to: string;
}

/** The new violations. Those that are known are in the tree alone, and so are the hints of rules that nobody wrote. */
export function ruleFindings({ violations, configuration, evaluated }: RuleReport): readonly Finding[] {
  const source = evaluated === 'configuration' ? configuration : undefined;
  return violations
    .filter(({ known, type }) => !known && type !== 'folder')
    .filter(({ severity }) => source !== undefined || severity !== 'info')
    .map((violation) => ({
      path: violation.from,
      line: violation.line ?? 1,
      severity: violation.severity,
      message: violationMessage(violation),
      code: violation.rule,
      ...(source === undefined ? {} : { explainedIn: source }),
      related: relatedSteps(violation),
    }));
}

/** Imports that lead nowhere. */
export function unresolvedFindings(advice: readonly Advice[]): readonly Finding[] {
  return advice
    .filter((one) => one.kind === 'unresolved-import')
    .map(({ path, line, title, detail }) => ({
      path,
      line,
      severity: 'warning',
      message: sentences(title, detail),
      code: 'unresolved-import',
      related: [],
    }));
}

/** What could not be read, where a file is to blame. Syntax errors are left to the language's own service. */
export function problemFindings(problems: readonly Problem[]): readonly Finding[] {
  return problems.flatMap(({ path, line, severity, message, hint, code }) =>
    path === undefined || code === 'syntax-error'
      ? []
      : [
          {
            path,
            line: line ?? 1,
            severity,
            message: hint === undefined ? message : sentences(message, hint),
            code,
            related: [],
          },
        ],
  );
}

function violationMessage({ from, to, type, via, comment, rule }: Violation): string {
  const reason = comment ?? l10n.t('The rule “{0}” forbids it.', rule);
  switch (type) {
    case 'cycle':
      return `${l10n.t('This import closes a cycle of {0} files.', via?.length ?? 2)} ${reason}`;
    case 'reachability':
      return `${l10n.t('This file reaches {0}.', to)} ${reason}`;
    case 'instability':
      return `${l10n.t('This import goes to a less stable file, {0}.', to)} ${reason}`;
    default:
      return from === to ? reason : `${l10n.t('This import of {0} is not allowed.', to)} ${reason}`;
  }
}

/** The way from `from` on, import by import; that of a cycle ends where it began. */
function relatedSteps({ from, via = [] }: Violation): readonly RelatedStep[] {
  const way = via[0] === from ? via : [from, ...via];
  return way.slice(1).map((to, i) => ({ from: way[i] ?? from, to }));
}
