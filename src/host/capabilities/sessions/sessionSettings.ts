import type * as vscode from 'vscode';
import type { CapabilitySettings } from '#engine';
import { journalRetention, setting } from '../../settings.ts';

/** What sessions about the capabilities of a folder need to know. @param runtimes the folder of those that were fetched */
export function sessionSettings({ uri }: vscode.WorkspaceFolder, runtimes: string): CapabilitySettings {
  const node = setting('sandbox.node').trim();
  return {
    root: uri.fsPath,
    runner: setting('sandbox.runner'),
    ...(node === '' ? {} : { node }),
    runtimes,
    retention: journalRetention(uri),
  };
}
