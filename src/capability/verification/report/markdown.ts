import type { CapabilityRow, Check, RecordedRun, VerificationReport } from '#protocol';
import { mostPoints, verificationLevels } from '#protocol';

const marks: Readonly<Record<Check['status'], string>> = { passed: '✓', warned: '!', failed: '✗', skipped: '–' };

const verdicts = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  reject: 'Reject',
} as const;

/** The report as a Markdown document, for reviews and archives. */
export function toMarkdown(report: VerificationReport): string {
  const { name, version, risk, decision, reached, asked, sandbox } = report;
  return [
    `# Verification of ${plain(name)} ${plain(version)}`,
    `**${verdicts[decision.verdict]}** · ${reached ?? 'no level'} reached of ${asked} · risk ${risk.score} (${risk.class}) · safety score ${report.safety.score}`,
    list(decision.reasons),
    decision.conditions.length > 0 ? `Conditions:\n\n${list(decision.conditions)}` : '',
    `## Checks\n\n${verificationLevels
      .map((level) => levelOf(report, level))
      .filter(Boolean)
      .join('\n\n')}`,
    `## Risk\n\n| Factor | Points | of | Why |\n|---|---:|---:|---|\n${risk.factors
      .map((factor) => `| ${factor.name} | ${factor.points} | ${mostPoints(factor, risk)} | ${cell(factor.reason)} |`)
      .join('\n')}`,
    findings(report),
    runs(report.runs),
    sandbox === undefined
      ? ''
      : `## Sandbox\n\n${plain(sandbox.engine)}\n\n${list(sandbox.holds)}${gaps(sandbox.gaps)}`,
    `Content ${report.hash}, verified ${report.at} in ${(report.milliseconds / 1000).toFixed(1)} s.\n`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The page of a capability whose package cannot be read: there is no evidence for it, only what is wrong. */
export function brokenMarkdown({ name, problems }: Pick<CapabilityRow, 'name' | 'problems'>): string {
  const told = problems.map(({ message, hint = '', path, line }) => {
    const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
    return `${place}${message} ${hint}`.trim();
  });
  return `# Verification of ${plain(name)}\n\n**Not verified**: its package cannot be read.\n\n${list(told)}\n`;
}

function levelOf({ checks }: VerificationReport, level: string): string {
  const own = checks.filter((check) => check.level === level);
  if (own.length === 0) return '';
  const lines = own.map(({ status, name, summary, details }) =>
    [
      `- ${marks[status]} **${name}**: ${plain(summary)}`,
      ...(status === 'passed' ? [] : details.map((detail) => `  - ${plain(detail)}`)),
    ].join('\n'),
  );
  return `### ${level}\n\n${lines.join('\n')}`;
}

function findings({ safety }: VerificationReport): string {
  if (safety.findings.length === 0 && safety.parts.length === 0) return '';
  const less = safety.parts.map(({ name, penalty, reason }) => `${penalty} less for ${name}: ${reason}`);
  const score = `Safety score ${safety.score} of 100${less.length === 0 ? '.' : `:\n\n${list(less)}`}`;
  if (safety.findings.length === 0) return `## Static analysis\n\n${score}`;
  const rows = safety.findings.map(
    ({ severity, line, column, rule, message, hint }) =>
      `| ${severity} | ${line}:${column} | ${rule} | ${cell(message)} ${cell(hint)} |`,
  );
  return `## Static analysis\n\n${score}\n\n| | Place | Rule | What |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function runs(recorded: readonly RecordedRun[]): string {
  if (recorded.length === 0) return '';
  const rows = recorded.map(({ name, kind, input, result, passed }) => {
    const came = result.status === 'ok' ? code(result.value) : `${result.status}: ${cell(result.message)}`;
    return `| ${passed ? '✓' : '✗'} | ${kind} | ${cell(name)} | ${code(input)} | ${came} | ${result.usage.wallMs.toFixed(1)} |`;
  });
  return `## Runs\n\n| | Kind | Name | Input | Came to | ms |\n|---|---|---|---|---|---:|\n${rows.join('\n')}`;
}

function gaps(words: readonly string[]): string {
  return words.length === 0 ? '' : `\n\nIt does not protect from:\n\n${list(words)}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${plain(item)}`).join('\n');
}

/** Text of a capability is not trusted to be free of Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

const cell = plain;

function code(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const short = text.length <= 80 ? text : `${text.slice(0, 79)}…`;
  const fence = '`'.repeat(Math.max(0, ...(short.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return `${fence} ${short.replaceAll('|', '\\|')} ${fence}`;
}
