import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { mcpProviderId } from '../../contributions/index.ts';
import { onDidChangeSetting, setting } from '../../settings.ts';
import { userAsking } from '../person.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { fleetFlagFile } from '../sessions/sessionSettings.ts';

const settingsOfServers = [
  'sandbox.runner',
  'sandbox.node',
  'user.groups',
  'rollout.flags',
  'rollout.prometheus',
] as const;

/**
 * Tells VS Code of an MCP server for each folder with admitted capabilities: `toolwright mcp`, in which each of them is
 * a tool with its own schema.
 */
export function offerMcpServers(service: CapabilityService, context: vscode.ExtensionContext): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let last = '';
  const listener = service.onDidChange(() => {
    const now = service.folders.map((folder) => `${folder.folder.uri.toString()} ${toolsOf(folder)}`).join('\n');
    if (now === last) return;
    last = now;
    changed.fire();
  });
  const settings = onDidChangeSetting(settingsOfServers, () => changed.fire());
  const { version } = context.extension.packageJSON as { version: string };
  const cli = vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath;
  const provider = vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions: () =>
      !vscode.workspace.isTrusted
        ? []
        : service.folders
            .filter((folder) => toolsOf(folder) !== '')
            .map((folder) => serverOf(folder, cli, `${version} ${toolsOf(folder)}`)),
  });
  return vscode.Disposable.from(changed, listener, settings, provider);
}

function serverOf({ folder }: FolderCapabilities, cli: string, version: string): vscode.McpStdioServerDefinition {
  const flags = fleetFlagFile(folder);
  const runner = setting('sandbox.runner');
  const node = setting('sandbox.node');
  const { groups = [] } = userAsking('agent');
  const options = [
    ...['--runner', runner],
    ...(node === '' ? [] : ['--node', node]),
    ...groups.flatMap((group) => ['--group', group]),
    // That there is a fleet says its flag file: the address of its Prometheus may have a secret in it, which everybody would see.
    ...(flags === undefined ? [] : ['--flags', flags]),
  ];
  const server = new vscode.McpStdioServerDefinition(
    l10n.t('Toolwright: {0}', folder.name),
    // VS Code's own program runs as Node where it is told to; where it is Node already, the word does nothing.
    process.execPath,
    [cli, 'mcp', '--root', folder.uri.fsPath, ...options],
    { ELECTRON_RUN_AS_NODE: '1' },
    version,
  );
  server.cwd = folder.uri;
  return server;
}

/** Changes when the tools of a folder do. */
function toolsOf({ rows }: FolderCapabilities): string {
  return rows
    .flatMap(({ standing, capability }) => (standing === 'admitted' ? [capability?.hash.slice(0, 8)] : []))
    .join(' ');
}
