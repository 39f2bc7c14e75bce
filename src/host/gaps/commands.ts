import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { Gap } from '#protocol';
import { personName } from '../capabilities/person.ts';
import type { CommandHandler } from '../commands.ts';
import type { Tasks } from '../tasks.ts';
import type { FolderGaps } from './folderGaps.ts';
import type { GapService } from './gapService.ts';
import { isGapElement } from './gapTree.ts';

export interface GapCommands {
  readonly 'toolwright.gaps.refresh': CommandHandler;
  readonly 'toolwright.gaps.ignore': CommandHandler;
  readonly 'toolwright.gaps.notice': CommandHandler;
}

interface GapAt {
  readonly folder: FolderGaps;
  readonly gap: Gap;
}

/** The commands of the Gaps view. The first answers with all gaps, for other extensions; those about one gap take its row, or `{ id, reason }` from other extensions. */
export function gapCommands(service: GapService, tasks: Pick<Tasks, 'run'>): GapCommands {
  return {
    'toolwright.gaps.refresh': async () => {
      await tasks.run(
        l10n.t('Looking for gaps'),
        (options) => Promise.all(service.folders.map((folder) => folder.refresh(options))),
        'toolwright.gaps',
      );
      return service.folders.flatMap(({ gaps }) => gaps);
    },
    'toolwright.gaps.ignore': (argument) => decide(service, argument, true),
    'toolwright.gaps.notice': (argument) => decide(service, argument, false),
  };
}

async function decide(service: GapService, argument: unknown, ignored: boolean): Promise<void> {
  const at = gapOf(service, argument);
  if (at === undefined) return;
  const reason = ignored ? await reasonFor(at.gap, argument) : l10n.t('it is wanted again');
  if (reason === undefined) return;
  const person = (await personName()) || l10n.t('somebody');
  await at.folder.ignore(at.gap.id, { ignored, person, reason });
}

async function reasonFor({ intent }: Gap, argument: unknown): Promise<string | undefined> {
  if (isRecord(argument) && typeof argument.reason === 'string') return argument.reason;
  const reason = await vscode.window.showInputBox({
    title: l10n.t('Ignore “{0}”', intent),
    prompt: l10n.t('Why is nothing to be done about it?'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('A decision has a reason.') : undefined),
  });
  return reason?.trim();
}

function gapOf(service: GapService, argument: unknown): GapAt | undefined {
  if (isGapElement(argument)) return argument.node.gap && { folder: argument.gaps, gap: argument.node.gap };
  if (!isRecord(argument)) return undefined;
  return service.folders
    .flatMap((folder) => folder.gaps.map((gap) => ({ folder, gap })))
    .find(({ gap }) => gap.id === argument.id);
}
