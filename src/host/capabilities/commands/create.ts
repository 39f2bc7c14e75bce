import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { isCapabilityName, nameFromTitle } from '#protocol';
import type { CapabilityUi } from '../ports.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { starterOf } from '../starter.ts';
import { folderAt } from './subject.ts';

/** Writes a capability that works and can be changed, and opens its program. */
export async function createCapability(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const folder = folderAt(ui.service, folderUri) ?? (await ui.service.choose());
  if (folder === undefined) return;
  await folder.ready();
  const given = isRecord(argument) ? argument : {};
  const text = (key: string) => (typeof given[key] === 'string' ? given[key] : undefined);
  const title = await vscode.window.showInputBox({
    title: l10n.t('New Capability (1 of 2)'),
    prompt: l10n.t('What does it do? One line, as an order: “Sort the lines”'),
    value: text('title') ?? '',
    validateInput: titleMistake,
    ignoreFocusOut: true,
  });
  if (title === undefined) return;
  const name = await vscode.window.showInputBox({
    title: l10n.t('New Capability (2 of 2)'),
    prompt: l10n.t('Its name: small letters, digits and “-”. The folder is called so, too.'),
    value: text('name') ?? nameFromTitle(title),
    validateInput: (value) => nameMistake(folder, value.trim()),
    ignoreFocusOut: true,
  });
  if (name === undefined) return;
  const row = await folder.session.create(starterOf(name.trim(), title.trim(), new Date()));
  await vscode.window.showTextDocument(folder.uriOf(`${row.folder}/index.ts`));
  await folder.refresh();
}

function titleMistake(value: string): string | undefined {
  const title = value.trim();
  if (!/[\p{L}\p{N}]/u.test(title)) return l10n.t('Say in words what it does.');
  return title.length > 100 ? l10n.t('At most 100 letters.') : undefined;
}

/** Why a new capability cannot be called so. */
export function nameMistake(folder: FolderCapabilities, name: string): string | undefined {
  if (!isCapabilityName(name)) return l10n.t('Small letters, digits and “-”, as in “iso-dates” or “@team/iso-dates”.');
  return folder.row(name) === undefined ? undefined : l10n.t('There is a capability of this name.');
}
