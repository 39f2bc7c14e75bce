import type { RuleReport, Violation } from '#protocol';
import { paint } from './terminal.ts';
import { counted } from './text.ts';

const colours = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** New violations by rule with their places, and a last line that sums up. */
export function ruleReportText(report: RuleReport, shown: (path: string) => string): string {
  const fresh = report.violations.filter(({ known }) => !known);
  const rules = [...new Set(fresh.map(({ rule }) => rule))];
  const sections = rules.map((rule) =>
    ruleText(
      rule,
      fresh.filter((violation) => violation.rule === rule),
      shown,
    ),
  );
  return [...sections, summaryLine(report, fresh)].join('\n\n');
}

function ruleText(rule: string, violations: readonly Violation[], shown: (path: string) => string): string {
  const [{ severity, comment } = { severity: 'error' as const, comment: undefined }] = violations;
  return [
    `${paint(colours[severity], severity)} ${paint('bold', rule)} (${violations.length})`,
    ...(comment === undefined ? [] : [`  ${paint('dim', comment)}`]),
    ...violations.map((violation) => `  ${placeText(violation, shown)}`),
  ].join('\n');
}

function placeText({ from, to, line, via }: Violation, shown: (path: string) => string): string {
  const place = paint('cyan', line === undefined ? shown(from) : `${shown(from)}:${line}`);
  const way = via ?? (to === from ? [] : [to]);
  return [place, ...(way.length > 1 && way[0] === from ? way.slice(1) : way).map(shown)].join(' → ');
}

function summaryLine({ configuration, evaluated, violations, fixed }: RuleReport, fresh: readonly Violation[]): string {
  const count = (severity: Violation['severity']) =>
    fresh.filter((violation) => violation.severity === severity).length;
  const known = violations.length - fresh.length;
  const parts = [
    counted(count('error'), 'error'),
    counted(count('warning'), 'warning'),
    ...(count('info') > 0 ? [`${count('info')} for information`] : []),
    ...(known > 0 ? [`${known} known, in the baseline`] : []),
    ...(fixed.length > 0 ? [`${fixed.length} of the baseline no longer occur: --update-baseline takes them out`] : []),
  ];
  const mark = count('error') > 0 ? paint('red', '✖') : paint('green', '✔');
  return `${mark} ${parts.join(', ')} (rules: ${rulesText(configuration, evaluated)})`;
}

/** Whose rules were evaluated, and why it is the defaults where it is. */
function rulesText(configuration: RuleReport['configuration'], evaluated: RuleReport['evaluated']): string {
  if (configuration === undefined) return 'the defaults; --create writes a rules file';
  return evaluated === 'configuration' ? configuration : `the defaults, because ${configuration} was not read`;
}
