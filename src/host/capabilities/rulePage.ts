import * as vscode from 'vscode';
import type { SafetyRuleName } from '#protocol';

/** The page about a rule of the static analysis, which is part of the extension. @param extension its folder */
export function rulePage(extension: vscode.Uri, rule: SafetyRuleName): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'docs', 'safety', `${rule}.md`);
}
