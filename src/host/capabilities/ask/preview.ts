import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { VirtualDocuments } from '../../files/virtualDocuments.ts';
import { files } from '../../texts/quantities.ts';
import type { FileChange } from './changes.ts';

/** What the user wants to be done with a proposed change. */
export type Answer = 'apply' | 'open' | 'discard';

/**
 * Shows what files would become beside what they are, and asks whether that is wanted. The editors that were opened
 * for it are closed again.
 * @param title what the change comes from
 */
export async function previewChanges(
  documents: VirtualDocuments,
  changes: readonly FileChange[],
  title: string,
): Promise<Answer> {
  const shown = changes.map(({ uri, path, document, after }) => ({
    uri,
    exists: document !== undefined,
    proposed: documents.put(path, after),
    path,
  }));
  const [only] = shown;
  if (shown.length === 1 && only !== undefined) {
    const before = only.exists ? only.uri : documents.put(`${only.path}.empty`, '');
    await vscode.commands.executeCommand(
      'vscode.diff',
      before,
      only.proposed,
      l10n.t('{0}: now and proposed', only.path),
    );
  } else {
    const list = shown.map(({ uri, exists, proposed }) => [uri, exists ? uri : undefined, proposed]);
    await vscode.commands.executeCommand('vscode.changes', title, list);
  }
  const items = [
    { label: l10n.t('Apply'), description: files(changes.length), iconPath: icon('check'), answer: 'apply' as const },
    ...(shown.length === 1
      ? [{ label: l10n.t('Open as a New File Instead'), iconPath: icon('new-file'), answer: 'open' as const }]
      : []),
    { label: l10n.t('Discard'), iconPath: icon('discard'), answer: 'discard' as const },
  ];
  // Not a notification, which people can have switched off, and not a dialog, which would hide what it is about.
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Apply what is proposed on the right? It can be undone in one step.'),
    ignoreFocusOut: true,
  });
  await closePreviews(
    shown.map(({ proposed }) => proposed),
    title,
  );
  return picked?.answer ?? 'discard';
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}

async function closePreviews(proposed: readonly vscode.Uri[], title: string): Promise<void> {
  const texts = new Set(proposed.map(String));
  const shows = ({ input, label }: vscode.Tab) =>
    input instanceof vscode.TabInputTextDiff
      ? texts.has(input.modified.toString())
      : // The API has no name for an editor of several differences: it gives no input.
        input === undefined && label.startsWith(title);
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(shows)));
}
