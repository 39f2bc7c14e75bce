import * as vscode from 'vscode';
import type { Severity } from '#base';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import { type CapabilityProblem, problemsOf } from './capabilityProblems.ts';

const severities: { readonly [S in Severity]: vscode.DiagnosticSeverity } = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Keeps the Problems panel in step with what is wrong with capabilities. */
export function showCapabilityProblems(service: CapabilityService): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('toolwright-capabilities');
  const show = () => {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const { folder, row } of service.all) {
      for (const problem of problemsOf(row)) {
        const uri = folder.uriOf(problem.path).toString();
        byFile.set(uri, [...(byFile.get(uri) ?? []), toDiagnostic(problem)]);
      }
    }
    collection.forEach((uri) => {
      if (!byFile.has(uri.toString())) collection.delete(uri);
    });
    collection.set([...byFile].map(([uri, list]) => [vscode.Uri.parse(uri), list]));
  };
  return vscode.Disposable.from(collection, service.onDidChange(show));
}

function toDiagnostic(problem: CapabilityProblem): vscode.Diagnostic {
  const { line, column, endLine, endColumn = 1000, severity, message, code } = problem;
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = 'Toolwright';
  diagnostic.code = code;
  return diagnostic;
}
