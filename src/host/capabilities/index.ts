import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CapabilitySettings, openRuntimes } from '#engine';
import type { CapabilitySession } from '#protocol';
import type { CommandHandler } from '../commands.ts';
import type { Edits } from '../edits/ports.ts';
import { logError } from '../errors.ts';
import type { VirtualDocuments } from '../files/virtualDocuments.ts';
import type { Tasks } from '../tasks.ts';
import { offerMcpServers } from './agents/mcpServers.ts';
import { offerTools } from './agents/tools.ts';
import { Feedback } from './ask/feedback.ts';
import { type CapabilityCommandId, capabilityCommands } from './commands/index.ts';
import { verifyOne } from './commands/verify.ts';
import { showCapabilityLenses } from './lenses/lensProvider.ts';
import { ReportPanels } from './panel/reportPanels.ts';
import type { CapabilityUi } from './ports.ts';
import { showCapabilityProblems } from './problems/showProblems.ts';
import { tellDamagedJournals } from './problems/tellDamagedJournals.ts';
import { CapabilityService } from './sessions/capabilityService.ts';
import { metricsSettings, sessionSettings } from './sessions/sessionSettings.ts';
import { watchCapabilities } from './sessions/watchCapabilities.ts';
import { ExampleTests } from './testing/exampleTests.ts';
import { showCapabilityViews } from './tree/views.ts';

export interface CapabilityPorts {
  readonly context: vscode.ExtensionContext;
  readonly open: (settings: CapabilitySettings) => CapabilitySession;
  readonly openRuntimes: typeof openRuntimes;
  readonly tasks: Tasks;
  readonly documents: VirtualDocuments;
  readonly edits: Edits;
  readonly log: vscode.LogOutputChannel;
}

export interface Capabilities extends vscode.Disposable {
  readonly commands: { readonly [K in CapabilityCommandId]: CommandHandler };
  /** For other commands that end in a capability. */
  readonly ui: CapabilityUi;
  /** Ends all sessions, and waits until their journals are closed. */
  close(): Promise<void>;
}

/** Puts together the editor's side of capabilities. The engine starts where there are some, or when somebody asks. */
export function startCapabilities({
  context,
  open,
  openRuntimes,
  tasks,
  documents,
  edits,
  log,
}: CapabilityPorts): Capabilities {
  const runtimes = openRuntimes({
    folder: join(context.globalStorageUri.fsPath, 'runtime'),
    // VS Code puts one in its place that knows the user's proxy.
    fetch: (...request) => globalThis.fetch(...request),
  });
  const service = new CapabilityService({
    log,
    open: (folder) => open({ ...sessionSettings(folder, runtimes.folder), ...metricsSettings(folder) }),
  });
  const tests = new ExampleTests(service);
  const views = showCapabilityViews(service);
  const feedback = new Feedback(service);
  const capabilityTasks: CapabilityUi['tasks'] = {
    run: (title, work) => tasks.run(title, work, 'toolwright.capabilities'),
  };
  const reports = openReports(service, { context, documents, log, tasks: capabilityTasks });
  const ui: CapabilityUi = {
    service,
    tasks: capabilityTasks,
    documents,
    edits,
    log,
    runtimes,
    reports,
    feedback,
    runExamples: (folder, name) => tests.run(folder, name),
    say: (message) => views.say(message),
  };
  const parts = vscode.Disposable.from(
    ...[views, feedback, showCapabilityLenses(service)],
    ...[showCapabilityProblems(service, log), tellDamagedJournals(service, context.workspaceState)],
    ...[reports, service.onDidChange(() => reports.refresh())],
    ...[tests, offerTools(service), offerMcpServers(service, context), watchCapabilities(service), service],
  );
  // Not before the extension has started: VS Code waits for that.
  const soon = setImmediate(() => {
    service.readWhatIsThere().catch((error) => logError(l10n.t('Capabilities'), error, log));
  });
  return {
    commands: capabilityCommands(ui, context.extensionUri),
    ui,
    close: () => service.close(),
    dispose: () => {
      clearImmediate(soon);
      parts.dispose();
    },
  };
}

/** The panels with reports, whose buttons do what the commands do. */
function openReports(
  service: CapabilityService,
  {
    context,
    documents,
    log,
    tasks,
  }: Omit<CapabilityPorts, 'open' | 'openRuntimes' | 'tasks' | 'edits'> & Pick<CapabilityUi, 'tasks'>,
): ReportPanels {
  const panels: ReportPanels = new ReportPanels({
    log,
    documents,
    extension: context.extensionUri,
    folderOf: (address) => {
      const found = service.folders.find(({ folder }) => folder.uri.toString() === address);
      return found && { uri: found.folder.uri, session: found.session };
    },
    verify: async ({ folder, name }, level) => {
      // After a reload of the window nobody may have read the folder yet.
      await service.folders.find((one) => one.folder.uri.toString() === folder)?.ready();
      const at = service.find(folder, name);
      if (at !== undefined) await verifyOne({ tasks, reports: panels }, at, level);
    },
    approve: ({ folder, name }) =>
      vscode.commands.executeCommand('toolwright.capabilities.approve', { name }, folder) as Promise<unknown>,
  });
  return panels;
}
