import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import { joined } from '../../texts/quantities.ts';
import type { ReportSubject } from '../panel/reportPanels.ts';
import type { CapabilityAt, CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { evidenceText, standingLabel } from '../texts/words.ts';
import { isCapabilityElement } from '../tree/item.ts';

/** What a command needs a capability for. */
export interface Wanted {
  readonly title: string;
  /** Which capabilities it can be done with; others are not offered. */
  readonly accepts: (at: CapabilityAt) => boolean;
  /** What to say where there is none. */
  readonly none: string;
}

/** The folder that a command was given as text. */
export function folderAt(service: CapabilityService, argument: unknown): FolderCapabilities | undefined {
  return service.folders.find(({ folder }) => folder.uri.toString() === argument);
}

/**
 * The capability that a command is about: of a row of a tree, of a link (`{ name }` and the folder as text), of the
 * file in the active editor, or the one that the user picks.
 * @throws ToolwrightError `no-capability`, also where there is none of the name that was given
 */
export async function capabilityFor(
  service: CapabilityService,
  argument: unknown,
  folder: unknown,
  wanted: Wanted,
): Promise<CapabilityAt | undefined> {
  await readAll(service);
  const named = namedBy(service, argument, folder);
  if (named !== undefined) return named;
  const name = nameIn(argument);
  if (name !== undefined) {
    throw new ToolwrightError('no-capability', l10n.t('There is no folder of a capability “{0}”', name), {
      hint: l10n.t('Where it was deleted or renamed, the last commit that has it gives it back.'),
    });
  }
  const editor = vscode.window.activeTextEditor;
  const open = editor && service.at(editor.document.uri);
  if (open !== undefined && wanted.accepts(open)) return open;
  const fitting = service.all.filter(wanted.accepts);
  if (fitting.length === 0) {
    throw new ToolwrightError('no-capability', wanted.none, {
      hint: l10n.t('“Toolwright: New Capability…” makes one.'),
    });
  }
  const items = fitting.map((at) => ({
    label: at.row.name,
    description: joined([
      standingLabel(at.row.standing),
      evidenceText(at.row),
      service.folders.length > 1 && at.folder.folder.name,
    ]),
    detail: at.row.capability?.manifest.title ?? at.row.reason,
    at,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: wanted.title,
    placeHolder: l10n.t('Which capability?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.at;
}

function namedBy(service: CapabilityService, argument: unknown, folder: unknown): CapabilityAt | undefined {
  const name = nameIn(argument);
  if (name === undefined) return undefined;
  if (isCapabilityElement(argument)) {
    const { capabilities } = argument;
    const row = capabilities.row(name);
    return row && { folder: capabilities, row };
  }
  if (typeof folder === 'string') return service.find(folder, name);
  return service.all.find(({ row }) => row.name === name);
}

/** The name that a row or a link has; nothing where the user is to pick. */
function nameIn(argument: unknown): string | undefined {
  if (isCapabilityElement(argument)) return argument.node.name;
  return isRecord(argument) && typeof argument.name === 'string' ? argument.name : undefined;
}

/** A capability as panels name it. */
export function subjectOf({ folder, row }: CapabilityAt): ReportSubject {
  return { folder: folder.folder.uri.toString(), name: row.name };
}

/** A command may be the first to ask for capabilities. */
async function readAll(service: CapabilityService): Promise<void> {
  for (const folder of service.folders) await folder.ready();
}
