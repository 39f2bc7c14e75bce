import * as vscode from 'vscode';
import type { CommandHandler } from '../commands.ts';
import type { CommandId } from '../contributions/index.ts';
import type { Edits } from './ports.ts';
import { restoreBackup } from './restoreBackup.ts';

type EditCommandId = Extract<CommandId, `toolwright.edits.${string}`>;

/** The commands that answer a proposed change, and the one that takes an edit back later. */
export function editCommands(edits: Edits): { readonly [K in EditCommandId]: CommandHandler } {
  return {
    'toolwright.edits.apply': () => edits.proposals.answer('apply'),
    'toolwright.edits.discard': () => edits.proposals.answer('discard'),
    'toolwright.edits.applyShown': () => edits.proposals.answer('apply'),
    'toolwright.edits.discardShown': () => edits.proposals.answer('discard'),
    'toolwright.edits.openProposed': () => edits.proposals.answer('open'),
    'toolwright.edits.backUp': async (label, path, uri, before) => {
      if (typeof label !== 'string' || typeof path !== 'string' || typeof before !== 'string') return;
      if (uri instanceof vscode.Uri) await edits.backups.keep(label, [{ uri, path, before }]);
    },
    'toolwright.edits.restoreBackup': () => restoreBackup(edits),
  };
}
