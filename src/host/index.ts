import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type {
  openCapabilitySession,
  openDiscoverySession,
  openGenerationSession,
  openGraphSession,
  openRuntimes,
  openSynthesisSession,
} from '#engine';
import { startBenchmarks } from './benchmark/index.ts';
import { startCapabilities } from './capabilities/index.ts';
import { sessionSettings } from './capabilities/sessions/sessionSettings.ts';
import { registerCommands } from './commands.ts';
import { Backups } from './edits/backups.ts';
import { editCommands } from './edits/commands.ts';
import { Proposals } from './edits/proposals.ts';
import { logError, showError } from './errors.ts';
import { VirtualDocuments } from './files/virtualDocuments.ts';
import { startGaps } from './gaps/index.ts';
import { graphCommands } from './graph/commands/index.ts';
import { showHovers } from './graph/hover/hoverProvider.ts';
import { showLenses } from './graph/lenses/lensProvider.ts';
import { GraphPanel } from './graph/panel/graphPanel.ts';
import { ProblemsPanel } from './graph/problems/problemsPanel.ts';
import type { ContentHash } from './graph/quickFixes/adviceEdit.ts';
import { offerQuickFixes } from './graph/quickFixes/quickFixProvider.ts';
import { baselineFile } from './graph/rules/baselineFile.ts';
import { GraphView } from './graph/tree/graphView.ts';
import { editorLanguageModel } from './languageModel/index.ts';
import { startRollouts } from './rollout/index.ts';
import { WorkspaceGraphs } from './sessions/workspaceGraphs.ts';
import { journalRetention, setting } from './settings.ts';
import { showStatus } from './status/statusItem.ts';
import { Tasks } from './tasks.ts';
import { teachCommands } from './teach/index.ts';
import { speak } from './texts/quantities.ts';
import { watchGraphs } from './watching/watchGraphs.ts';

/** What the host takes from below. */
export interface HostPorts {
  /** The engine's door. */
  readonly openGraphSession: typeof openGraphSession;
  readonly openCapabilitySession: typeof openCapabilitySession;
  readonly openDiscoverySession: typeof openDiscoverySession;
  readonly openGenerationSession: typeof openGenerationSession;
  readonly openRuntimes: typeof openRuntimes;
  readonly openSynthesisSession: typeof openSynthesisSession;
  readonly contentHash: ContentHash;
}

export interface Host {
  /** Ends what is going on, and waits until the caches are written. */
  close(): Promise<void>;
}

/** Puts the editor's side together. Nothing is read here: the engine starts with the first question, in a thread of its own. */
export function startHost(context: vscode.ExtensionContext, ports: HostPorts): Host {
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  speak(vscode.env.language);
  const log = vscode.window.createOutputChannel('Toolwright', { log: true });
  const tasks = new Tasks();
  const graphs = new WorkspaceGraphs({
    tasks,
    log,
    open: (folder) =>
      ports.openGraphSession({
        root: folder.uri.fsPath,
        storage: storageOf(context, folder),
        logger: log,
        trusted: vscode.workspace.isTrusted,
        exclude: setting('graph.exclude', folder.uri),
        baseline: baselineOf(folder, log),
      }),
  });
  const view = new GraphView(graphs, log);
  const panel = new GraphPanel({ graphs, tasks, log, extension: context.extensionUri, memory: context.workspaceState });
  const documents = new VirtualDocuments();
  const proposals = new Proposals(documents);
  const backups = new Backups(vscode.Uri.joinPath(storageHome(context), 'backups'), log);
  const edits = { proposals, backups };
  const open: Parameters<typeof startCapabilities>[0]['open'] = (settings) =>
    ports.openCapabilitySession({ ...settings, logger: log });
  const capabilities = startCapabilities({
    context,
    open,
    openRuntimes: ports.openRuntimes,
    tasks,
    documents,
    edits,
    log,
  });
  const rollouts = startRollouts({ context, capabilities: capabilities.ui.service, tasks, log });
  const benchmarks = startBenchmarks({ context, capabilities: capabilities.ui.service, tasks, log });
  const synthesis = ports.openSynthesisSession({ logger: log });
  const languageModel = editorLanguageModel(context.globalState);
  const gaps = startGaps({
    tasks,
    log,
    open: ({ uri }) =>
      ports.openDiscoverySession({
        root: uri.fsPath,
        retention: journalRetention(uri),
        outcomes: setting('gaps.outcomes', uri),
        testResults: setting('gaps.testResults', uri),
        logger: log,
      }),
    openGeneration: (folder) =>
      ports.openGenerationSession({
        ...sessionSettings(folder, capabilities.ui.runtimes.folder),
        logger: log,
        model: languageModel,
      }),
    capabilities: capabilities.ui,
    model: languageModel,
    memory: context.workspaceState,
  });
  const commands = registerCommands(
    {
      ...graphCommands({ graphs, tasks, panel, view, documents, edits, contentHash: ports.contentHash, log }),
      ...capabilities.commands,
      ...rollouts.commands,
      ...benchmarks.commands,
      ...gaps.commands,
      ...languageModel.commands,
      ...editCommands(edits),
      ...teachCommands({
        session: synthesis,
        edits,
        documents,
        capabilities: capabilities.ui,
        gaps: gaps.service,
        functions: gaps.functions,
        tasks,
        log,
      }),
      'toolwright.cancel': () => tasks.cancelAll(),
      'toolwright.showLog': () => log.show(),
      'toolwright.openSettings': () =>
        vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    },
    log,
  );
  // What an edit of long ago has left; nobody waits for it.
  setImmediate(() => backups.prune().catch((error) => logError(l10n.t('Backups'), error, log)));
  context.subscriptions.push(
    ...[commands, view, panel, proposals, documents, showStatus(graphs, tasks), new ProblemsPanel(graphs, log)],
    ...[showLenses(graphs), showHovers(graphs), offerQuickFixes(graphs, ports.contentHash)],
    ...[watchGraphs(graphs), analyseOnOpen(graphs, log), graphs, rollouts, benchmarks, capabilities, gaps, tasks, log],
  );
  return {
    close: async () =>
      void (await Promise.all([graphs.close(), capabilities.close(), gaps.close(), synthesis.dispose()])),
  };
}

/** The file of known violations; the usual one where the setting names a file that we refuse, which the user is told. */
function baselineOf(folder: vscode.WorkspaceFolder, log: vscode.LogOutputChannel): string | undefined {
  try {
    return baselineFile(folder.uri.fsPath, setting('rules.baseline', folder.uri));
  } catch (error) {
    showError(folder.name, error, log);
    return undefined;
  }
}

/** Reads each folder when it is opened, unless the user prefers to ask for it. */
function analyseOnOpen(graphs: WorkspaceGraphs, log: vscode.LogOutputChannel): vscode.Disposable {
  const analyse = (graph: (typeof graphs.all)[number]) => {
    if (!setting('graph.analyseOnOpen', graph.folder.uri)) return;
    graph.scan().catch((error) => showError(l10n.t('Analyse Workspace'), error, log));
  };
  // Not before the extension has started: VS Code waits for that.
  const soon = setImmediate(() => graphs.all.forEach(analyse));
  return vscode.Disposable.from(graphs.onDidAdd(analyse), { dispose: () => clearImmediate(soon) });
}

/** A folder's cache: in the workspace's storage, apart from that of the other folders. */
function storageOf(context: vscode.ExtensionContext, folder: vscode.WorkspaceFolder): string {
  const name = createHash('sha256').update(folder.uri.toString()).digest('hex').slice(0, 16);
  return join(storageHome(context).fsPath, 'graph', name);
}

/** Of this workspace, on this machine. */
function storageHome(context: vscode.ExtensionContext): vscode.Uri {
  return context.storageUri ?? context.globalStorageUri;
}
