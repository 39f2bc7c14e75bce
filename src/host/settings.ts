import * as vscode from 'vscode';
import type { CapabilitySettings } from '#engine';
import { type SettingName, type SettingValue, settings } from './contributions/index.ts';
import type { Setting } from './contributions/types.ts';

/**
 * The value of one of our settings. A value of the wrong type in settings.json counts as the default:
 * the settings editor has told the user already.
 * @param name without the `toolwright.` in front
 * @param scope the folder or file it is asked for
 */
export function setting<K extends SettingName>(name: K, scope?: vscode.ConfigurationScope): SettingValue<K> {
  const declared = settings[name] as unknown as Setting<SettingValue<K>>;
  const value = vscode.workspace.getConfiguration('toolwright', scope ?? null).get<unknown>(name);
  return declared.accepts(value) ? value : declared.default;
}

/** Whether the value of a setting is the one that the user has given for all workspaces: no workspace has chosen it alone. */
export function isOfUser(name: SettingName, scope: vscode.ConfigurationScope): boolean {
  const found = vscode.workspace.getConfiguration('toolwright', scope).inspect<unknown>(name);
  return found?.globalValue === setting(name, scope);
}

/** Calls back when one of the settings changes for anything in `scope`. */
export function onDidChangeSetting(names: readonly SettingName[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`toolwright.${name}`))) listener();
  });
}

/** How much the journal of a folder remembers. */
export function journalRetention(folder: vscode.Uri): Required<NonNullable<CapabilitySettings['retention']>> {
  return {
    days: setting('journal.retention.days', folder),
    entries: setting('journal.retention.entries', folder),
    reports: setting('journal.retention.reports', folder),
    megabytes: setting('journal.retention.megabytes', folder),
  };
}
