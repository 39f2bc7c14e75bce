import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from '#base';
import { type CapabilityRow, policyFileName, type RecordedRun, type StaticAnalysis } from '#protocol';
import { sentences } from '../../texts/sentences.ts';
import { type ExampleResults, latestRun } from '../examples.ts';

/** One entry of the Problems panel as plain data. */
export interface CapabilityProblem {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly severity: Severity;
  readonly message: string;
  /** Of the problem; of a finding, its rule. */
  readonly code: string;
  /** 1-based; `endColumn` is absent where all of the line is meant. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn?: number;
}

/** What is known of a capability besides its row. */
export interface Known {
  /** Of its present content, where nobody has verified it. */
  readonly analysis?: StaticAnalysis | undefined;
  /** Examples of it that failed, and the 0-based lines on which they are written. */
  readonly failed?: readonly RecordedRun[];
  readonly lines?: ReadonlyMap<string, number>;
}

/**
 * What is wrong with a capability: with its package, or else with the policy that it would be judged by, what is found in
 * its present content, by a verification or by the analysis alone, and the examples that came to something else.
 */
export function problemsOf(row: CapabilityRow, known: Known = {}): readonly CapabilityProblem[] {
  const { problems, capability, report, folder } = row;
  const ofFiles = problems.map((problem) => ofFile(problem, `${folder}/package.json`));
  if (capability === undefined) return ofFiles;
  const found = [report, known.analysis].find((one) => one?.hash === capability.hash);
  return [
    // Of a package that can be read, they are those of the policy.
    ...ofFiles,
    ...(found === undefined ? [] : ofSource(found, capability.source, `${folder}/index.ts`)),
    ...(known.failed ?? []).map((run) => ofExample(run, known.lines?.get(run.name), `${folder}/examples.json`)),
  ];
}

/** Codes of what is wrong with files that people write for all capabilities: the policy, templates. */
const sharedFiles = new Set(['policy-invalid', 'template-invalid', 'template-file-unreadable']);

/** What is wrong with what all capabilities of a folder share, as far as it has a place in a file that people write. */
export function sharedProblems(problems: readonly Problem[]): readonly CapabilityProblem[] {
  return problems.filter(({ code }) => sharedFiles.has(code)).map((problem) => ofFile(problem, policyFileName));
}

/** All of a folder's, each once: what is wrong with the policy is said by every capability. */
export function distinctProblems(problems: readonly CapabilityProblem[]): readonly CapabilityProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The examples of the present content that failed when they were last run. */
export function failedExamples({ capability, report }: CapabilityRow, results: ExampleResults): readonly RecordedRun[] {
  if (capability === undefined) return [];
  const runs = capability.examples.map(({ name }) => latestRun(capability, name, report, results));
  return runs.filter((run) => run !== undefined && !run.passed) as RecordedRun[];
}

function ofFile({ path, line = 1, severity, message, hint, code }: Problem, elsewhere: string): CapabilityProblem {
  return { path: path ?? elsewhere, severity, message: sentences(message, hint), code, ...wholeLine(line) };
}

function ofSource({ safety, types }: StaticAnalysis, source: string, path: string): readonly CapabilityProblem[] {
  return [
    ...safety.findings.map(({ severity, message, hint, rule, line, column, end }) => {
      const to = placeOf(source, end);
      return {
        path,
        severity,
        message: sentences(message, hint),
        code: rule,
        ...{ line, column, endLine: to.line, endColumn: to.column },
      };
    }),
    ...types.map(({ severity, message, line }) => ({
      path,
      severity,
      message: sentences(message),
      code: 'types',
      ...wholeLine(line),
    })),
  ];
}

function ofExample({ name, reason = '' }: RecordedRun, line: number | undefined, path: string): CapabilityProblem {
  const message = l10n.t('The example “{0}” failed: {1}', name, reason);
  return { path, severity: 'error', message: sentences(message), code: 'example', ...wholeLine((line ?? 0) + 1) };
}

function wholeLine(line: number): Pick<CapabilityProblem, 'line' | 'column' | 'endLine'> {
  return { line, column: 1, endLine: line };
}

/** The 1-based line and column of an offset. */
function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}
