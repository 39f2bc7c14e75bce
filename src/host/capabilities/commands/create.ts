import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import { exists } from '../../files/exists.ts';
import { writeAtomically } from '../../files/writeAtomically.ts';
import type { CapabilityUi } from '../ports.ts';
import { isCapabilityName, nameFromTitle, scaffoldFiles } from '../scaffold.ts';
import { capabilitiesFolder, type FolderCapabilities } from '../sessions/folderCapabilities.ts';
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
  await write(folder, name.trim(), title.trim());
  await folder.change();
}

async function write(folder: FolderCapabilities, name: string, title: string): Promise<void> {
  const home = folder.uriOf(`${capabilitiesFolder}/${name}`);
  if (await exists(home)) {
    throw new ToolwrightError('capability-exists', l10n.t('There is a folder {0} already', name), {
      hint: l10n.t('Choose another name.'),
    });
  }
  for (const [file, text] of scaffoldFiles(name, title, new Date())) {
    await writeAtomically(vscode.Uri.joinPath(home, file), Buffer.from(text));
  }
  await vscode.window.showTextDocument(vscode.Uri.joinPath(home, 'index.ts'));
}

function titleMistake(value: string): string | undefined {
  const title = value.trim();
  if (!/[\p{L}\p{N}]/u.test(title)) return l10n.t('Say in words what it does.');
  return title.length > 100 ? l10n.t('At most 100 letters.') : undefined;
}

function nameMistake(folder: FolderCapabilities, name: string): string | undefined {
  if (!isCapabilityName(name)) return l10n.t('Small letters, digits and “-”, as in “iso-dates” or “@team/iso-dates”.');
  return folder.row(name) === undefined ? undefined : l10n.t('There is a capability of this name.');
}
