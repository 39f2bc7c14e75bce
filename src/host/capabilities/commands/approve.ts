import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { personName } from '../person.ts';
import type { CapabilityUi } from '../ports.ts';
import { capabilityFor } from './subject.ts';

/** Lets a capability run that waits for a person's word; both the name and the reason go to the journal. */
export async function approveCapability(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Approve Capability'),
    accepts: ({ row }) => row.standing === 'waiting',
    none: l10n.t('No capability waits for approval'),
  });
  if (at === undefined) return;
  const { folder, row } = at;
  const title = l10n.t('Approve {0}', row.name);
  const needed = (missing: string) => (value: string) => (value.trim() === '' ? missing : undefined);
  const person = await vscode.window.showInputBox({
    title,
    prompt: l10n.t('Who approves it?'),
    value: await personName(),
    ignoreFocusOut: true,
    validateInput: needed(l10n.t('An approval has a name.')),
  });
  if (person === undefined) return;
  const reason = await vscode.window.showInputBox({
    title,
    prompt: row.reason,
    placeHolder: l10n.t('Why may it run? What did you look at?'),
    ignoreFocusOut: true,
    validateInput: needed(l10n.t('An approval has a reason.')),
  });
  if (reason === undefined) return;
  await folder.session.approve(row.name, { person: person.trim(), reason: reason.trim() });
  await folder.refresh();
}
