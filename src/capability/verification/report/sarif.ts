import type { Problem, Severity } from '#base';
import type { Finding, VerificationReport } from '#protocol';
import { sarifRules } from './sarifRules.ts';

/** A report with the source that it is about. */
export interface PlacedReport {
  readonly report: VerificationReport;
  /** Of index.ts, relative to the repository, with `/`. */
  readonly path: string;
  /** The text of index.ts; absent where it is another one by now. */
  readonly source?: string | undefined;
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Details of a failed check that its result tells. */
const detailsTold = 10;

/**
 * The findings, type errors and failed checks of all reports, and what is wrong with packages that cannot be read, as one
 * run of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), which code scanning shows in
 * place. One run, because code scanning takes each run of a tool for the whole of what it has to say.
 */
export async function toSarif(
  reports: readonly PlacedReport[],
  broken: readonly Problem[],
  toolVersion: string,
): Promise<string> {
  const results = [...reports.flatMap(resultsOf), ...broken.map(problemResult)];
  const ids = [...new Set(results.map(({ ruleId }) => ruleId))];
  const ruleOf = await sarifRules();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Toolwright', version: toolVersion, rules: ids.map(ruleOf) } },
        automationDetails: { id: 'toolwright/verify/' },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
        properties: { capabilities: reports.map(({ report }) => summaryOf(report)) },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function summaryOf({ name, version, hash, risk, decision }: VerificationReport) {
  return { name, version, hash, risk: risk.score, verdict: decision.verdict };
}

function resultsOf({ report, path, source }: PlacedReport): Result[] {
  const { safety, types, checks, decision } = report;
  const failed = checks.filter(({ status }) => status === 'failed');
  const risky = decision.verdict === 'reject' && failed.length === 0;
  return [
    ...safety.findings.map((finding) => findingResult(finding, path, source)),
    ...types.map(({ line, message, severity }) =>
      resultOf('types', severity, message, placeOf(path, { startLine: line })),
    ),
    // The others are told by their findings.
    ...failed
      .filter(({ name }) => name !== 'types' && name !== 'static-analysis')
      .map(({ name, summary, details }) =>
        resultOf(
          name,
          'error',
          [summary, ...details.slice(0, detailsTold)].join('\n'),
          placeOf(path, { startLine: 1 }),
        ),
      ),
    ...(risky ? [resultOf('risk', 'error', decision.reasons.join('\n'), placeOf(path, { startLine: 1 }))] : []),
  ];
}

function findingResult({ rule, severity, message, hint, line, column, end }: Finding, path: string, source?: string) {
  const region = { startLine: line, startColumn: column, ...(source === undefined ? {} : endOf(source, end)) };
  return resultOf(rule, severity, `${message} ${hint}`, placeOf(path, region));
}

function problemResult({ code, severity, message, hint, path = '.', line = 1 }: Problem): Result {
  return resultOf(code, severity, [message, hint ?? ''].join(' ').trim(), placeOf(path, { startLine: line }));
}

function resultOf(ruleId: string, severity: Severity, text: string, place: unknown): Result {
  return { ruleId, level: levels[severity], message: { text }, locations: [place] };
}

/** The place behind the last character, 1-based. */
function endOf(text: string, offset: number): { readonly endLine: number; readonly endColumn: number } {
  const before = text.slice(0, offset);
  return { endLine: before.split('\n').length, endColumn: before.length - before.lastIndexOf('\n') };
}

function placeOf(path: string, region: Readonly<Record<string, number>>) {
  return { physicalLocation: { artifactLocation: { uri: encodeURI(path) }, region } };
}
