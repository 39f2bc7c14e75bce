import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CapabilityUi } from '../ports.ts';
import { sandboxText } from '../texts/sandboxText.ts';

/** Tells which sandbox serves, what it guarantees, and what else there is. */
export async function showSandbox({ service, tasks, documents }: CapabilityUi): Promise<void> {
  const folder = await service.choose();
  if (folder === undefined) return;
  const status = await tasks.run(l10n.t('Looking at the sandbox'), () => folder.session.sandbox());
  const report = documents.put('Sandbox.md', sandboxText(status));
  await vscode.commands.executeCommand('markdown.showPreview', report);
}
