import * as vscode from 'vscode';
import { watchFiles } from '../../files/watchFiles.ts';
import type { CapabilityService } from './capabilityService.ts';
import type { FolderCapabilities } from './folderCapabilities.ts';

/** A save is several events, and a request several writes of the journal. */
const quietMs = 200;

const settingsOfSessions = ['toolwright.sandbox', 'toolwright.journal', 'toolwright.rollout'];

/** Keeps capabilities and requests up to date with the disk, and with the settings that they depend on. */
export function watchCapabilities(service: CapabilityService): vscode.Disposable {
  const watchers = new Map<FolderCapabilities, vscode.Disposable>();
  const watch = (folder: FolderCapabilities) => watchers.set(folder, watchFolder(folder));
  for (const folder of service.folders) watch(folder);
  return vscode.Disposable.from(
    service.onDidAdd(watch),
    service.onDidRemove((folder) => {
      watchers.get(folder)?.dispose();
      watchers.delete(folder);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (settingsOfSessions.some((name) => event.affectsConfiguration(name))) service.reopen();
    }),
    {
      dispose: () => {
        for (const watcher of watchers.values()) watcher.dispose();
      },
    },
  );
}

function watchFolder(folder: FolderCapabilities): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let packages = false;
  const changed = (uri: vscode.Uri) => {
    // Another window, or the command line, writes to the journal too: what it says of capabilities is another then.
    packages ||= !/\/journal\.db(-\w+)?$/.test(uri.path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const told = packages ? folder.change() : folder.state.kind === 'ready' ? folder.refresh() : undefined;
      packages = false;
      void told;
    }, quietMs);
  };
  // A folder that goes is one event for it alone, so the folder above is watched as well.
  const patterns = ['.toolwright/**', '.toolwright'];
  return vscode.Disposable.from(watchFiles(folder.folder, patterns, changed), { dispose: () => clearTimeout(timer) });
}
