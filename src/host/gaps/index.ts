import * as vscode from 'vscode';
import type { DiscoverySession, GenerationSession } from '#protocol';
import type { CapabilityUi } from '../capabilities/ports.ts';
import type { Tasks } from '../tasks.ts';
import { type GapCommands, gapCommands } from './commands.ts';
import { GapService } from './gapService.ts';
import { GapTree } from './gapTree.ts';
import { GapOffers } from './generation/offers.ts';
import type { GenerationUi } from './generation/ports.ts';
import { GenerationSessions } from './generation/sessions.ts';
import { type FunctionWriter, functionWriter } from './generation/writeFunction.ts';
import { showStubLenses } from './lensProvider.ts';
import { offerMissingFixes } from './missing/missingFixes.ts';

export interface GapPorts {
  readonly open: (folder: vscode.WorkspaceFolder) => DiscoverySession;
  readonly openGeneration: (folder: vscode.WorkspaceFolder) => GenerationSession;
  readonly capabilities: CapabilityUi;
  readonly model: GenerationUi['model'];
  /** Of this workspace. */
  readonly memory: vscode.Memento;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly log: vscode.LogOutputChannel;
}

export interface Gaps extends vscode.Disposable {
  readonly commands: GapCommands;
  /** For other commands about gaps. */
  readonly service: GapService;
  readonly functions: FunctionWriter;
  /** Ends all sessions, and waits until their journals are closed. */
  close(): Promise<void>;
}

/** The view of what is missing, and lenses. Nothing is looked for before the view, or a function that is not written, is seen. */
export function startGaps({ open, openGeneration, capabilities, model, memory, tasks, log }: GapPorts): Gaps {
  const service = new GapService({ open, log });
  const tree = new GapTree(service);
  const sessions = new GenerationSessions(openGeneration);
  const generation: GenerationUi = {
    gaps: service,
    sessionOf: (folder) => sessions.of(folder),
    ...{ capabilities, model, tasks, log },
  };
  const view = vscode.window.createTreeView('toolwright.gaps', { treeDataProvider: tree, showCollapseAll: true });
  const look = () => {
    if (view.visible) void service.look();
  };
  const parts = vscode.Disposable.from(
    ...[view, tree, new GapOffers(generation, memory), sessions, service],
    view.onDidChangeVisibility(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    showStubLenses(service, log),
    offerMissingFixes(service, log),
  );
  look();
  return {
    commands: gapCommands(service, tasks, generation),
    service,
    functions: functionWriter(generation),
    close: async () => void (await Promise.all([service.close(), sessions.close()])),
    dispose: () => parts.dispose(),
  };
}
