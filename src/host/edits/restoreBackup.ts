import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { exists } from '../files/exists.ts';
import { joined } from '../texts/quantities.ts';
import { applyChanges } from './applyEdit.ts';
import type { Backup, Backups } from './backups.ts';
import { type FileChange, type FileMove, textNow } from './fileChange.ts';
import type { Edits } from './ports.ts';

/**
 * Has the user choose an edit, and brings back what was there before it: shown first, as an edit that can be undone and
 * has a backup of its own.
 * @throws ToolwrightError `no-backup`, and as `applyChanges`
 */
export async function restoreBackup({ proposals, backups }: Edits): Promise<void> {
  const all = await backups.list();
  if (all.length === 0) {
    throw new ToolwrightError('no-backup', l10n.t('There is no backup in this workspace'), {
      hint: l10n.t('One is made with each edit that Toolwright makes.'),
    });
  }
  const picked = await vscode.window.showQuickPick(all.map(itemOf), {
    title: l10n.t('Restore Backup of the Last Edit'),
    placeHolder: l10n.t('Before which edit? What would change is shown first.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const changes = await changesBack(backups, picked.backup);
  const moves = await movesBack(backups, picked.backup);
  if (changes.length + moves.length === 0) {
    vscode.window.setStatusBarMessage(l10n.t('All of it is as it was before that edit.'), 10_000);
    return;
  }
  const label = l10n.t('Restore: {0}', picked.backup.label);
  const openable = changes.length === 1 && moves.length === 0 && changes[0]?.after !== undefined;
  const answer = await proposals.ask(changes, { title: label, openable, moves });
  if (answer === 'open') await openAsNew(changes[0]?.after ?? '');
  if (answer !== 'apply') return;
  // A document that was never saved and is closed cannot be had again, but its text can.
  const isLost = ({ uri, before }: FileChange) => uri.scheme === 'untitled' && before === undefined;
  const there = changes.filter((change) => !isLost(change));
  if (there.length + moves.length > 0) await applyChanges(backups, there, label, moves);
  for (const { after } of changes.filter(isLost)) await openAsNew(after ?? '');
}

/** What leads from the present texts to those of a backup; what is as it was is left out. */
async function changesBack(backups: Backups, backup: Backup): Promise<readonly FileChange[]> {
  const changes = await Promise.all(
    backup.files
      .filter(({ movedTo }) => movedTo === undefined)
      .map(async (file) => {
        const uri = vscode.Uri.parse(file.uri);
        return { uri, path: file.path, before: await textNow(uri), after: await backups.textOf(backup, file) };
      }),
  );
  return changes.filter(({ before, after }) => before !== after);
}

/** A file that was moved and is still under its new name gets back the old one, and its former text. */
async function movesBack(backups: Backups, backup: Backup): Promise<readonly FileMove[]> {
  const moves = await Promise.all(
    backup.files.map(async (file): Promise<FileMove | undefined> => {
      const { movedTo } = file;
      if (movedTo === undefined) return undefined;
      const [from, to] = [vscode.Uri.parse(movedTo.uri), vscode.Uri.parse(file.uri)];
      if (!(await exists(from))) return undefined;
      const move = { from, to, fromPath: movedTo.path, toPath: file.path };
      const after = await backups.textOf(backup, file);
      const before = after === undefined ? undefined : await textNow(from);
      return after === undefined || before === undefined ? move : { ...move, text: { before, after } };
    }),
  );
  return moves.filter((move) => move !== undefined);
}

function itemOf(backup: Backup) {
  const time = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    label: backup.label,
    description: time.format(new Date(backup.at)),
    detail: joined(backup.files.map(({ path }) => path)),
    iconPath: new vscode.ThemeIcon('history'),
    backup,
  };
}

async function openAsNew(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}
