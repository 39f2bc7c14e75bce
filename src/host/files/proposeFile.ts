import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf } from '../texts/paths.ts';
import { exists } from './exists.ts';
import type { VirtualDocuments } from './virtualDocuments.ts';
import { writeAtomically } from './writeAtomically.ts';

/**
 * Shows what a file would be, beside what it is, and writes it when the user agrees.
 * @param warning what else it would mean, put before the question
 */
export async function proposeFile(
  documents: VirtualDocuments,
  target: vscode.Uri,
  text: string,
  warning?: string,
): Promise<void> {
  const name = nameOf(target.path);
  const replaces = await exists(target);
  const proposal = documents.put(name, text);
  if (replaces) {
    await vscode.commands.executeCommand('vscode.diff', target, proposal, l10n.t('{0}: now and proposed', name));
  } else {
    await vscode.window.showTextDocument(proposal, { preview: true });
  }
  const accept = replaces ? l10n.t('Replace {0}', name) : l10n.t('Create {0}', name);
  const question = replaces
    ? l10n.t('{0} exists. Replace it by the text on the right?', name)
    : l10n.t('Create {0} with this text?', name);
  const words = warning === undefined ? question : `${warning} ${question}`;
  const answer = await vscode.window.showInformationMessage(words, accept, l10n.t('Discard'));
  await closeEditorsOf(proposal);
  if (answer !== accept) return;
  await writeAtomically(target, Buffer.from(text));
  await vscode.window.showTextDocument(target);
}

async function closeEditorsOf(uri: vscode.Uri): Promise<void> {
  const shows = ({ input }: vscode.Tab) =>
    (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
    (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(shows)));
}
