import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type KeptAs, nameFromTitle, type TaughtExample } from '#protocol';
import { nameMistake } from '../capabilities/commands/create.ts';
import { subjectOf } from '../capabilities/commands/subject.ts';
import { verifyOne } from '../capabilities/commands/verify.ts';
import type { FolderCapabilities } from '../capabilities/sessions/folderCapabilities.ts';
import type { TeachUi } from './ports.ts';

/** What a capability is called, where the user is not to be asked. */
export interface KeepArguments {
  readonly name: string;
  readonly intent: string;
}

/** A program, and what speaks for it. */
export interface LearnedProgram extends Pick<KeptAs, 'eachLine'> {
  readonly program: number;
  /** Results that were seen and applied. */
  readonly accepted: readonly TaughtExample[];
}

/** Writes what was learned as a capability, and gathers the evidence for it at once. */
export async function keepProgram(
  ui: TeachUi,
  { program, ...learned }: LearnedProgram,
  given?: KeepArguments,
): Promise<void> {
  const { service, reports } = ui.capabilities;
  const folder = await service.choose();
  if (folder === undefined) return;
  await folder.ready();
  const as = given ?? (await askHow(folder));
  if (as === undefined) return;
  const draft = await ui.session.draft(program, { ...as, ...learned });
  const { name } = await folder.session.create(draft);
  await folder.refresh();
  const row = folder.row(name);
  if (row === undefined) return;
  await verifyOne(ui.capabilities, { folder, row }, 'STANDARD');
  const verified = folder.row(name);
  if (verified === undefined) return;
  const open = l10n.t('Open Report');
  const { reached } = verified.report ?? {};
  const message =
    verified.standing === 'admitted'
      ? l10n.t('{0} is kept and passed {1}. Ask for it with “{2}”.', name, reached ?? '', as.intent)
      : l10n.t('{0} is kept, and may not run yet: {1}', name, verified.reason);
  void vscode.window.showInformationMessage(message, open).then((chosen) => {
    if (chosen === open) reports.show(subjectOf({ folder, row: verified }));
  });
}

async function askHow(folder: FolderCapabilities): Promise<KeepArguments | undefined> {
  const intent = await vscode.window.showInputBox({
    title: l10n.t('Keep as Capability (1 of 2)'),
    prompt: l10n.t('What will you ask for it with? “write names as initials”'),
    validateInput: (value) => intentMistake(value.trim()),
    ignoreFocusOut: true,
  });
  if (intent === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: l10n.t('Keep as Capability (2 of 2)'),
    prompt: l10n.t('Its name: small letters, digits and “-”. The folder is called so, too.'),
    value: nameFromTitle(intent),
    validateInput: (value) => nameMistake(folder, value.trim()),
    ignoreFocusOut: true,
  });
  return name === undefined ? undefined : { name: name.trim(), intent: intent.trim() };
}

function intentMistake(intent: string): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(intent)) return l10n.t('Say in words what it does.');
  if (/[{}]/.test(intent)) return l10n.t('Without braces, please: they have a meaning of their own.');
  return intent.length > 100 ? l10n.t('At most 100 letters.') : undefined;
}
