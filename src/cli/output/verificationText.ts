import {
  type CapabilityRow,
  type Check,
  mostPoints,
  type Risk,
  type Standing,
  type VerificationReport,
} from '#protocol';
import { paint } from './terminal.ts';
import { counted, seconds, sentences } from './text.ts';

/** A capability as it stands, with the report that was asked for; none for one that cannot be read. */
export interface Verified extends CapabilityRow {
  /** When that was asked for, ISO 8601: a report from before it was there already. */
  readonly began: string;
}

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
  broken: paint('red', 'cannot be read'),
};

/** Whether it may run now, in one line. */
export function standingText({ name, standing, reason, report }: CapabilityRow): string {
  if (report?.folder !== undefined) {
    const would = standing === 'admitted' ? paint('green', 'would be admitted') : standings[standing];
    return `${would}: ${reason} It lies outside of .toolwright/capabilities: its evidence is not kept.`;
  }
  const how = standing === 'waiting' ? ` Approve it in the editor, or by: toolwright approve ${name}` : '';
  return `${standings[standing]}: ${reason}${how}`;
}

/** Lines of a check's details; the report in Markdown has them all. */
const detailsShown = 5;

/** A report for people at a terminal, and what follows from it where that is known. */
export function verificationText(report: VerificationReport, row?: Verified): string {
  const { name, version, checks, risk, decision, sandbox, milliseconds, at } = report;
  const took =
    row && at < row.began ? `as verified at ${at.slice(0, 16).replace('T', ' ')} UTC` : seconds(milliseconds);
  const lines = [
    `${paint('bold', `${name} ${version}`)}  ${verdicts[decision.verdict]}  ${report.reached ?? 'no level'} of ${report.asked}, risk ${risk.score} (${risk.class}), ${took}`,
  ];
  for (const { name: check, status, summary, details } of checks) {
    lines.push(`  ${marks[status]} ${check.padEnd(16)} ${summary}`);
    if (status === 'passed' || status === 'skipped') continue;
    lines.push(...details.slice(0, detailsShown).map((detail) => `      ${detail}`));
    if (details.length > detailsShown) lines.push(`      and ${details.length - detailsShown} more`);
  }
  if (sandbox) lines.push(`  ${paint('dim', `sandbox: ${sandbox.engine}`)}`);
  lines.push(...riskLines(risk));
  const told = decision.verdict === 'reject' ? decision.reasons : decision.conditions;
  lines.push(...told.map((line) => `  → ${line}`));
  if (row) lines.push(`  ${standingText(row)}`);
  return `${lines.join('\n')}\n`;
}

/** The factors that make the risk, largest first. */
function riskLines(risk: Risk): readonly string[] {
  const made = risk.factors.filter(({ points }) => points > 0).toSorted((a, b) => b.points - a.points);
  if (made.length === 0) return [];
  const lines = made.map((factor) => {
    const share = `${factor.points} of ${mostPoints(factor, risk)}`;
    return `      ${factor.name.padEnd(12)} ${share.padStart(12)}  ${factor.reason}`;
  });
  return [`  risk ${risk.score}, made of:`, ...lines];
}

/** What is wrong with one that cannot be read. */
export function brokenText(row: CapabilityRow): string {
  const problems = row.problems.map(({ message, hint, path, line }) => {
    const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    return `  ${marks.failed} ${place}${sentences(message, hint)}`;
  });
  return `${paint('bold', row.name)}  ${standings.broken}\n${problems.join('\n')}\n`;
}

const counts: Readonly<Record<Standing, string>> = {
  ...standings,
  waiting: paint('yellow', 'waiting for a person'),
  broken: paint('red', 'broken'),
};

/** How many of several stand how, in one line. */
export function summaryText(rows: readonly CapabilityRow[]): string {
  const parts = (['admitted', 'waiting', 'unverified', 'rejected', 'broken'] as const).flatMap((standing) => {
    const count = rows.filter((row) => row.standing === standing).length;
    return count === 0 ? [] : [`${count} ${counts[standing]}`];
  });
  return `${counted(rows.length, 'capability', 'capabilities')}: ${parts.join(', ')}\n`;
}
