import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CapabilityService } from '../capabilities/sessions/capabilityService.ts';
import type { CommandHandler } from '../commands.ts';
import type { Tasks } from '../tasks.ts';
import { showAlerts } from './alerts.ts';
import { type RolloutCommandId, rolloutCommands } from './commands/index.ts';
import { RolloutPanel } from './panel/rolloutPanel.ts';
import { RolloutService } from './sessions/rolloutService.ts';
import { RolloutTree } from './tree/rolloutTree.ts';

export interface RolloutPorts {
  readonly context: vscode.ExtensionContext;
  readonly capabilities: CapabilityService;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly log: vscode.LogOutputChannel;
}

export interface Rollouts extends vscode.Disposable {
  readonly commands: { readonly [K in RolloutCommandId]: CommandHandler };
}

/** The view of rollouts, their dashboard, and what tells of them. They are followed where there are capabilities. */
export function startRollouts({ context, capabilities, tasks, log }: RolloutPorts): Rollouts {
  const service = new RolloutService(capabilities, context.workspaceState, log);
  const dashboard = new RolloutPanel(context.extensionUri, {
    ...{ service, log },
    run: (command, ...args) => vscode.commands.executeCommand(command, ...args),
  });
  const tree = new RolloutTree(service);
  const view = vscode.window.createTreeView('toolwright.rollouts', { treeDataProvider: tree, showCollapseAll: true });
  const badge = () => {
    const { length } = service.alerts;
    view.badge =
      length === 0 ? undefined : { value: length, tooltip: l10n.t('Rollouts that were stopped: {0}', length) };
  };
  const look = () => {
    if (view.visible) void capabilities.readWhatIsThere();
  };
  look();
  const parts = vscode.Disposable.from(
    ...[view, tree, dashboard, showAlerts({ service, dashboard }), service.onDidChange(badge)],
    ...[view.onDidChangeVisibility(look), service],
  );
  return {
    commands: rolloutCommands({ service, capabilities, tasks, dashboard }),
    dispose: () => parts.dispose(),
  };
}
