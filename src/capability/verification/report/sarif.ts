import type { Severity } from '#base';
import type { Finding, VerificationReport } from '#protocol';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * The findings, type errors and failed checks as SARIF 2.1.0 (OASIS), which code scanning shows in place.
 * @param sourcePath of index.ts, relative to the repository, with `/`
 */
export function toSarif(report: VerificationReport, sourcePath: string, toolVersion: string): string {
  const rules = [...new Set(report.safety.findings.map(({ rule }) => rule))].map((id) => ({ id }));
  const results = [
    ...report.safety.findings.map((finding) => resultOf(finding, sourcePath)),
    ...report.types.map(({ line, message, severity }) => ({
      ruleId: 'types',
      level: levels[severity],
      message: { text: message },
      locations: [placeOf(sourcePath, { startLine: line })],
    })),
    ...report.checks
      .filter(({ status, name }) => status === 'failed' && name !== 'types' && name !== 'static-analysis')
      .map(({ name, summary, details }) => ({
        ruleId: name,
        level: 'error',
        message: { text: [summary, ...details.slice(0, 10)].join('\n') },
        locations: [placeOf(sourcePath, { startLine: 1 })],
      })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Toolwright', version: toolVersion, rules } },
        results,
        properties: {
          capability: report.name,
          version: report.version,
          hash: report.hash,
          risk: report.risk.score,
          verdict: report.decision.verdict,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf({ rule, severity, message, hint, line, column, start, end }: Finding, path: string) {
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: `${message} ${hint}` },
    locations: [placeOf(path, { startLine: line, startColumn: column, charOffset: start, charLength: end - start })],
  };
}

function placeOf(uri: string, region: Readonly<Record<string, number>>) {
  return { physicalLocation: { artifactLocation: { uri }, region } };
}
