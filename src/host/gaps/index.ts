import * as vscode from 'vscode';
import type { DiscoverySession } from '#protocol';
import type { Tasks } from '../tasks.ts';
import { type GapCommands, gapCommands } from './commands.ts';
import { GapService } from './gapService.ts';
import { GapTree } from './gapTree.ts';
import { showStubLenses } from './lensProvider.ts';

export interface GapPorts {
  readonly open: (folder: vscode.WorkspaceFolder) => DiscoverySession;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly log: vscode.LogOutputChannel;
}

export interface Gaps extends vscode.Disposable {
  readonly commands: GapCommands;
  /** For other commands about gaps. */
  readonly service: GapService;
  /** Ends all sessions, and waits until their journals are closed. */
  close(): Promise<void>;
}

/** The view of what is missing, and lenses. Nothing is looked for before the view, or a function that is not written, is seen. */
export function startGaps({ open, tasks, log }: GapPorts): Gaps {
  const service = new GapService({ open, log });
  const tree = new GapTree(service);
  const view = vscode.window.createTreeView('toolwright.gaps', { treeDataProvider: tree, showCollapseAll: true });
  const look = () => {
    if (view.visible) void service.look();
  };
  const parts = vscode.Disposable.from(
    ...[view, tree, service],
    view.onDidChangeVisibility(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    showStubLenses(service, log),
  );
  look();
  return {
    commands: gapCommands(service, tasks),
    service,
    close: () => service.close(),
    dispose: () => parts.dispose(),
  };
}
