import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { exists } from './exists.ts';
import type { VirtualDocuments } from './virtualDocuments.ts';
import { writeAtomically } from './writeAtomically.ts';

/** A folder of the workspace in which a file can be. */
interface Folder {
  uriOf(path: string): vscode.Uri;
}

/**
 * Shows what a file would be, beside what it is, and writes it when the user agrees.
 * @param path in the folder, told to the user in full
 * @param warning what else is to be known, said with the question
 */
export async function proposeFile(
  documents: VirtualDocuments,
  folder: Folder,
  path: string,
  text: string,
  warning?: string,
): Promise<void> {
  const target = folder.uriOf(path);
  const replaces = await exists(target);
  const proposal = documents.put(path, text);
  if (replaces) {
    await vscode.commands.executeCommand('vscode.diff', target, proposal, l10n.t('{0}: now and proposed', path));
  } else {
    await vscode.window.showTextDocument(proposal, { preview: true });
  }
  const accept = {
    label: replaces ? l10n.t('Replace {0}', path) : l10n.t('Create {0}', path),
    iconPath: icon('check'),
  };
  const discard = { label: l10n.t('Discard'), iconPath: icon('discard') };
  // Not a notification, which people can have switched off, and not a dialog, which would hide what it is about.
  const answer = await vscode.window.showQuickPick([accept, discard], {
    title: replaces
      ? l10n.t('Replace {0} by the text on the right?', path)
      : l10n.t('Create {0} with this text?', path),
    placeHolder: warning ?? l10n.t('The text can be scrolled while this is open.'),
    ignoreFocusOut: true,
  });
  await closeEditorsOf(proposal);
  if (answer !== accept) return;
  await writeAtomically(target, Buffer.from(text));
  await vscode.window.showTextDocument(target);
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}

async function closeEditorsOf(uri: vscode.Uri): Promise<void> {
  const shows = ({ input }: vscode.Tab) =>
    (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
    (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(shows)));
}
