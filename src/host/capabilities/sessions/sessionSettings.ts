import * as vscode from 'vscode';
import { absoluteIn, type CapabilitySettings, realPlace } from '#engine';
import { isOfUser, journalRetention, setting } from '../../settings.ts';

/** Who gets which version, relative to the workspace folder. */
const usualFlagFile = '.toolwright/rollouts.json';

/** For an answer of Prometheus, in milliseconds: what is not shown now is shown the next time. */
const patience = { timeout: 5000, pauses: [100] };
/** For figures before something is shown or asked without them, in milliseconds: who stops something does not wait for them. */
const statusWithin = 300;

/** What sessions about the capabilities of a folder need to know. @param runtimes the folder of those that were fetched */
export function sessionSettings({ uri }: vscode.WorkspaceFolder, runtimes: string): CapabilitySettings {
  const node = setting('sandbox.node').trim();
  const flags = flagsSetting(uri);
  return {
    root: uri.fsPath,
    runner: setting('sandbox.runner'),
    ...(node === '' ? {} : { node }),
    ...(flags === undefined ? {} : { flags }),
    runtimes,
    retention: journalRetention(uri),
  };
}

/** What those need to know besides that show rollouts: the figures of a fleet, where the settings name its Prometheus. */
export function metricsSettings({ uri }: vscode.WorkspaceFolder): Pick<CapabilitySettings, 'prometheus'> {
  const url = prometheusSetting(uri);
  return url === '' ? {} : { prometheus: { url, patience, statusWithin, ...secretsFor(uri) } };
}

/** Secrets are the user's, and a workspace may name any address. */
const secretsFor = (uri: vscode.Uri) => ({
  environment: { ...process.env },
  isOfWorkspace: !isOfUser('rollout.prometheus', uri),
});

/**
 * The flag file of the fleet that the settings name, absolute, for programs that leave its rollouts to its controller. Nothing
 * where they name none: then whoever serves requests here decides.
 */
export function fleetFlagFile(folder: vscode.WorkspaceFolder): string | undefined {
  const flags = flagsSetting(folder.uri);
  if (flags !== undefined || prometheusSetting(folder.uri) === '') return flags;
  return flagFileOf(folder).fsPath;
}

/** The flag file by which the rollouts of a folder go. Where it really is: the editor takes `..` for the folder that is written before it. */
export function flagFileOf({ uri }: vscode.WorkspaceFolder): vscode.Uri {
  const flags = flagsSetting(uri);
  return flags === undefined ? vscode.Uri.joinPath(uri, usualFlagFile) : vscode.Uri.file(realPlace(flags));
}

/** Empty for none. */
const prometheusSetting = (uri: vscode.Uri): string => setting('rollout.prometheus', uri).trim();

/** Absolute; nothing for the usual one. */
function flagsSetting(uri: vscode.Uri): string | undefined {
  const path = setting('rollout.flags', uri).trim();
  return path === '' ? undefined : absoluteIn(uri.fsPath, path);
}
