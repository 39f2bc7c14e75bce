import type { Severity } from '#base';
import type { CapabilityRow } from '#protocol';
import { sentences } from '../../texts/sentences.ts';

/** One entry of the Problems panel as plain data. */
export interface CapabilityProblem {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
  /** 1-based; `endColumn` is absent where all of the line is meant. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn?: number;
}

/** What is wrong with a capability: with its package, or else what the evidence for its present content found. */
export function problemsOf({ problems, capability, report, folder }: CapabilityRow): readonly CapabilityProblem[] {
  if (capability === undefined) {
    return problems.map(({ path, line = 1, severity, message, hint, code }) => ({
      path: path ?? `${folder}/package.json`,
      severity,
      message: sentences(message, hint),
      code,
      ...wholeLine(line),
    }));
  }
  if (report === undefined || report.hash !== capability.hash) return [];
  const path = `${folder}/index.ts`;
  return [
    ...report.safety.findings.map(({ severity, message, hint, rule, line, column, end }) => {
      const to = placeOf(capability.source, end);
      return {
        path,
        severity,
        message: sentences(message, hint),
        code: rule,
        ...{ line, column, endLine: to.line, endColumn: to.column },
      };
    }),
    ...report.types.map(({ severity, message, line }) => ({
      path,
      severity,
      message: sentences(message),
      code: 'types',
      ...wholeLine(line),
    })),
  ];
}

function wholeLine(line: number): Pick<CapabilityProblem, 'line' | 'column' | 'endLine'> {
  return { line, column: 1, endLine: line };
}

/** The 1-based line and column of an offset. */
function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}
