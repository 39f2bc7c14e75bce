import type { CapabilityRow, Check, Standing, VerificationReport } from '#protocol';
import { paint } from './terminal.ts';
import { seconds } from './text.ts';

const marks: Readonly<Record<Check['status'], string>> = {
  passed: paint('green', '✓'),
  warned: paint('yellow', '!'),
  failed: paint('red', '✗'),
  skipped: paint('dim', '–'),
};

const verdicts = {
  approve: paint('green', 'approve'),
  'approve-with-conditions': paint('yellow', 'approve with conditions'),
  reject: paint('red', 'reject'),
} as const;

const standings: Readonly<Record<Standing, string>> = {
  admitted: paint('green', 'may run'),
  waiting: paint('yellow', 'waits for a person'),
  unverified: paint('yellow', 'may not run yet'),
  rejected: paint('red', 'may not run'),
  broken: paint('red', 'may not run'),
};

/** Whether it may run now, in one line. */
export function standingText({ standing, reason }: CapabilityRow): string {
  return `${standings[standing]}: ${reason}`;
}

/** Lines of a check's details; the report in Markdown has them all. */
const detailsShown = 5;

/** A report for people at a terminal, and what follows from it. */
export function verificationText(report: VerificationReport, row?: CapabilityRow): string {
  const { name, version, checks, risk, decision, sandbox, milliseconds } = report;
  const lines = [
    `${paint('bold', `${name} ${version}`)}  ${verdicts[decision.verdict]}  ${report.reached ?? 'no level'} of ${report.asked}, risk ${risk.score} (${risk.class}), ${seconds(milliseconds)}`,
  ];
  for (const { name: check, status, summary, details } of checks) {
    lines.push(`  ${marks[status]} ${check.padEnd(16)} ${summary}`);
    if (status === 'passed' || status === 'skipped') continue;
    lines.push(...details.slice(0, detailsShown).map((detail) => `      ${detail}`));
    if (details.length > detailsShown) lines.push(`      and ${details.length - detailsShown} more`);
  }
  if (sandbox) lines.push(`  ${paint('dim', `sandbox: ${sandbox.engine}`)}`);
  const told = decision.verdict === 'reject' ? decision.reasons : decision.conditions;
  lines.push(...told.map((line) => `  → ${line}`));
  if (row) lines.push(`  ${standingText(row)}`);
  return `${lines.join('\n')}\n`;
}
