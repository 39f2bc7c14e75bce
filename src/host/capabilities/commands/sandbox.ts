import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SandboxStatus } from '#protocol';
import type { CapabilityUi } from '../ports.ts';
import { pageEditor } from '../rulePage.ts';
import { isolateIsMissing, sandboxText } from '../texts/sandboxText.ts';

/** Tells which sandbox serves, what it guarantees, and what else there is; where there is a better one, it is one click away. */
export async function showSandbox({ service, tasks, documents }: CapabilityUi): Promise<void> {
  const folder = await service.choose();
  if (folder === undefined) return;
  const status = await tasks.run(l10n.t('Looking at the sandbox'), () => folder.session.sandbox());
  const report = documents.put('Sandbox.md', sandboxText(status));
  await vscode.commands.executeCommand('vscode.openWith', report, pageEditor);
  void offerBetter(status);
}

/** A page of Markdown cannot run commands, so the click is in a message. */
async function offerBetter(status: SandboxStatus): Promise<void> {
  if (!isolateIsMissing(status)) return;
  const install = l10n.t('Install Sandbox Runtime');
  const settings = l10n.t('Open Settings');
  const message = l10n.t(
    'Capabilities run in WebAssembly, which is slow: no Node.js was found that fits the faster sandbox.',
  );
  const chosen = await vscode.window.showInformationMessage(message, install, settings);
  if (chosen === install) await vscode.commands.executeCommand('toolwright.capabilities.installRuntime');
  if (chosen === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'toolwright.sandbox');
  }
}
