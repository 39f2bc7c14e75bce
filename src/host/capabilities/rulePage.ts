import * as vscode from 'vscode';
import type { SafetyRuleName } from '#protocol';
import type { CommandId } from '../contributions/index.ts';

/** Of the Markdown extension that comes with VS Code. Unlike its preview, it stays what it is when another file is opened. */
export const pageEditor = 'vscode.markdown.preview.editor';

/** Shows the page about a rule, which is part of the extension, as it reads. @param extension its folder */
export async function openRulePage(
  extension: vscode.Uri,
  rule: SafetyRuleName,
  viewColumn: vscode.ViewColumn = vscode.ViewColumn.Active,
): Promise<void> {
  const page = vscode.Uri.joinPath(extension, 'docs', 'safety', `${rule}.md`);
  await vscode.commands.executeCommand('vscode.openWith', page, pageEditor, viewColumn);
}

/** A link to the page about a rule. The page's own address would open its text. */
export function linkToRulePage(rule: SafetyRuleName): vscode.Uri {
  const command: CommandId = 'toolwright.capabilities.openRule';
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([rule]))}`);
}
