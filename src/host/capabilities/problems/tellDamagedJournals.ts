import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Problem } from '#base';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';

const toldKey = 'toolwright.damagedJournalsTold';

/** Tells once of every journal that was damaged: with it approvals and evidence are gone, which nothing else would explain. */
export function tellDamagedJournals(service: CapabilityService, state: vscode.Memento): vscode.Disposable {
  return service.onDidChange(() => {
    for (const folder of service.folders) {
      for (const problem of folder.problems) {
        if (problem.code === 'journal-damaged') tellOnce(folder, problem, state);
      }
    }
  });
}

function tellOnce(folder: FolderCapabilities, { path = '' }: Problem, state: vscode.Memento): void {
  const uri = folder.uriOf(path);
  const told = state.get<readonly string[]>(toldKey, []);
  if (told.includes(uri.toString())) return;
  void state.update(toldKey, [...told, uri.toString()]);
  const message = l10n.t(
    'The journal of capabilities was damaged, and a new one was begun. The old one is kept as {0}. Capabilities have to be verified and approved again.',
    path,
  );
  const reveal = l10n.t('Show File');
  void vscode.window.showWarningMessage(message, reveal).then(async (chosen) => {
    if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', uri);
  });
}
