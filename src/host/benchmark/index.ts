import * as vscode from 'vscode';
import { type BenchmarkReport, type ComparisonReport, journalFile } from '#protocol';
import type { CapabilityService } from '../capabilities/sessions/capabilityService.ts';
import type { FolderCapabilities } from '../capabilities/sessions/folderCapabilities.ts';
import type { CommandHandler } from '../commands.ts';
import { exists } from '../files/exists.ts';
import type { Tasks } from '../tasks.ts';
import { type BenchmarkCommandId, benchmarkCommands } from './commands/index.ts';
import { showBenchmarkLenses } from './lenses/lensProvider.ts';
import { BenchmarkPanel } from './panel/benchmarkPanel.ts';

export interface BenchmarkPorts {
  readonly context: vscode.ExtensionContext;
  readonly capabilities: CapabilityService;
  readonly tasks: Tasks;
  readonly log: vscode.LogOutputChannel;
}

export interface Benchmarks extends vscode.Disposable {
  readonly commands: { readonly [K in BenchmarkCommandId]: CommandHandler };
}

/** The commands of benchmarks and the panel that shows them. Nothing is measured unless somebody asks for it. */
export function startBenchmarks({ context, capabilities: service, tasks, log }: BenchmarkPorts): Benchmarks {
  const panel = new BenchmarkPanel(context.extensionUri, {
    ...{ service, log, stored, compared },
    run: (command, ...args) => vscode.commands.executeCommand(command, ...args),
  });
  const measured = new vscode.EventEmitter<void>();
  const lenses = showBenchmarkLenses({ service, stored, onDidMeasure: measured.event });
  const shown: Pick<Tasks, 'run'> = { run: (title, work) => tasks.run(title, work, 'toolwright.capabilities') };
  const ui = { service, tasks: shown, panel, measured: () => measured.fire() };
  return {
    commands: benchmarkCommands(ui),
    dispose: () => vscode.Disposable.from(panel, lenses, measured).dispose(),
  };
}

/** What was measured of a capability, latest first. To ask would make a journal where there is none. */
async function stored(folder: FolderCapabilities, name: string): Promise<readonly BenchmarkReport[]> {
  return (await exists(folder.uriOf(journalFile))) ? folder.session.benchmarks(name) : [];
}

/** Comparisons of which a capability is one, latest first. */
async function compared(folder: FolderCapabilities, name: string): Promise<readonly ComparisonReport[]> {
  return (await exists(folder.uriOf(journalFile))) ? folder.session.comparisons(name) : [];
}
