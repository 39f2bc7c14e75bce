import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Severity } from '#base';
import { isSafetyRule } from '#protocol';
import { logError } from '../../errors.ts';
import { linesOfExamples } from '../examples.ts';
import { linkToRulePage } from '../rulePage.ts';
import type { CapabilityAt, CapabilityService } from '../sessions/capabilityService.ts';
import {
  type CapabilityProblem,
  distinctProblems,
  failedExamples,
  type Known,
  problemsOf,
  sharedProblems,
} from './capabilityProblems.ts';
import { LiveAnalyses } from './liveAnalyses.ts';

const severities: { readonly [S in Severity]: vscode.DiagnosticSeverity } = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Keeps the Problems panel in step with what is wrong with capabilities. */
export function showCapabilityProblems(service: CapabilityService, log: vscode.LogOutputChannel): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('toolwright-capabilities');
  const analyses = new LiveAnalyses(service, log);
  let turns = 0;
  const show = async () => {
    const turn = ++turns;
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const folder of service.folders) {
      const found = [...sharedProblems(folder.problems)];
      for (const row of folder.rows) found.push(...problemsOf(row, await knownOf({ folder, row }, analyses)));
      for (const problem of distinctProblems(found)) {
        const uri = folder.uriOf(problem.path).toString();
        byFile.set(uri, [...(byFile.get(uri) ?? []), toDiagnostic(problem)]);
      }
    }
    // Something has changed meanwhile, and is being shown.
    if (turn !== turns) return;
    collection.forEach((uri) => {
      if (!byFile.has(uri.toString())) collection.delete(uri);
    });
    collection.set([...byFile].map(([uri, list]) => [vscode.Uri.parse(uri), list]));
  };
  const showNow = () => void show().catch((error) => logError(l10n.t('Capabilities'), error, log));
  return vscode.Disposable.from(
    { dispose: () => turns++ },
    ...[collection, analyses, analyses.onDidChange(showNow), service.onDidChange(showNow)],
  );
}

async function knownOf(at: CapabilityAt, analyses: LiveAnalyses): Promise<Known> {
  const analysis = analyses.of(at);
  const failed = failedExamples(at.row, at.folder.results);
  if (failed.length === 0) return { analysis };
  const file = at.folder.uriOf(`${at.row.folder}/examples.json`);
  const bytes = await vscode.workspace.fs.readFile(file).then(undefined, () => new Uint8Array());
  const names = failed.map(({ name }) => name);
  return { analysis, failed, lines: linesOfExamples(new TextDecoder().decode(bytes), names) };
}

function toDiagnostic(problem: CapabilityProblem): vscode.Diagnostic {
  const { line, column, endLine, endColumn = 1000, severity, message, code } = problem;
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = 'toolwright';
  diagnostic.code = isSafetyRule(code) ? { value: code, target: linkToRulePage(code) } : code;
  return diagnostic;
}
