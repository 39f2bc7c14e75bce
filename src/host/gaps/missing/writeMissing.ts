import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { Gap } from '#protocol';
import { number } from '../../texts/quantities.ts';
import type { FolderGaps } from '../folderGaps.ts';
import type { GapService } from '../gapService.ts';
import type { GapAt } from '../generation/generate.ts';
import { missingEdit } from './missingEdit.ts';

/** Not in the palette: lenses and quick fixes call it, with the id of a gap. */
export const writeMissingCommand = 'toolwright.gaps.writeMissing';

/** What lenses and quick fixes say that write a missing function from its examples. */
export function writeMissingTitle(name: string, { examples }: Gap): string {
  return examples.length === 1
    ? l10n.t('Synthesize “{0}” from Its Example', name)
    : l10n.t('Synthesize “{0}” from Its {1} Examples', name, number(examples.length));
}

/** Whether a missing function can be written: tests say what it is to give, and do not contradict each other. */
export function isWritable({ examples, contradictions, ignored }: Gap): boolean {
  return examples.length > 0 && contradictions.length === 0 && ignored === undefined;
}

/**
 * Adds a stub of a missing function to the file that it is imported from, and synthesizes its body. The stub is one step
 * to undo; the body is shown before it is written. One that has been declared meanwhile is only written.
 * @throws ToolwrightError `no-such-gap` where nothing is missing any more; `unsaved-changes` where the file is somebody's
 * work in progress
 */
export async function writeMissing(service: GapService, id: unknown): Promise<void> {
  const { folder, gap } = await gapAt(service, id);
  if (gap.source === 'missing' && gap.function !== undefined) await declare(folder, gap, gap.function);
  await vscode.commands.executeCommand('toolwright.synthesizeStub', { id: gap.id });
}

/** As of the last look; where that does not know it, as of now. */
async function gapAt(service: GapService, id: unknown): Promise<GapAt> {
  const find = () =>
    service.folders.flatMap((folder) => folder.gaps.map((gap) => ({ folder, gap }))).find(({ gap }) => gap.id === id);
  const known = find();
  if (known !== undefined) return known;
  await Promise.all(service.folders.map((folder) => folder.refresh()));
  const found = find();
  if (found !== undefined) return found;
  throw new ToolwrightError('no-such-gap', l10n.t('This function is no longer missing'), {
    hint: l10n.t('It exists by now, or nothing calls it any more. The Gaps view shows what is missing.'),
  });
}

async function declare(folder: FolderGaps, gap: Gap, { path, name }: NonNullable<Gap['function']>): Promise<void> {
  const uri = folder.uriOf(path);
  if (vscode.workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString())) {
    throw new ToolwrightError('unsaved-changes', l10n.t('{0} has changes that are not saved', path), {
      hint: l10n.t('Save it, then try again.'),
    });
  }
  const edit = await missingEdit(folder, path, { name, count: gap.parameters.length }, gap);
  if (edit === undefined || !(await vscode.workspace.applyEdit(edit))) {
    throw new ToolwrightError('edit-refused', l10n.t('VS Code could not make the change'), {
      hint: l10n.t('Nothing was changed. See whether the files can be written, and try again.'),
    });
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  // Where VS Code does not save it now, as when it is already about to: the body is written into the text that is open.
  if (document.isDirty) await document.save();
}
