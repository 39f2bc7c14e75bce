import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf, type Severity } from '#base';
import { logError } from '../../errors.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { adviceOf, fileOf, rulesOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { onDidChangeSetting, setting } from '../../settings.ts';
import { type Finding, problemFindings, ruleFindings, unresolvedFindings } from './findings.ts';
import { specifierRange } from './specifierRange.ts';

const updateAfterMs = 300;
/** Related places are looked up file by file; beyond this the first ones have to do. */
const relatedAtMost = 20;

const severities: { readonly [K in Severity]: vscode.DiagnosticSeverity } = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Keeps the Problems panel in step with the graphs. */
export class ProblemsPanel implements vscode.Disposable {
  readonly #collections = new Map<FolderGraph, vscode.DiagnosticCollection>();
  readonly #timers = new Map<FolderGraph, ReturnType<typeof setTimeout>>();
  readonly #listeners: vscode.Disposable;
  readonly #graphs: WorkspaceGraphs;
  readonly #log: vscode.LogOutputChannel;

  constructor(graphs: WorkspaceGraphs, log: vscode.LogOutputChannel) {
    this.#graphs = graphs;
    this.#log = log;
    const updateAll = () => {
      for (const graph of graphs.all) this.#schedule(graph);
    };
    this.#listeners = vscode.Disposable.from(
      graphs.onDidChange((graph) => this.#schedule(graph)),
      graphs.onDidRemove((graph) => this.#forget(graph)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#refine(graphs.of(document.uri), document.uri)),
      onDidChangeSetting(['graph.problems.rules', 'graph.problems.unresolvedImports'], updateAll),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const graph of [...this.#collections.keys(), ...this.#timers.keys()]) this.#forget(graph);
  }

  #schedule(graph: FolderGraph): void {
    clearTimeout(this.#timers.get(graph));
    this.#timers.set(
      graph,
      setTimeout(() => {
        this.#timers.delete(graph);
        this.#update(graph).catch((error) => logError(l10n.t('Problems of {0}', graph.folder.name), error, this.#log));
      }, updateAfterMs),
    );
  }

  async #update(graph: FolderGraph): Promise<void> {
    const { summary } = graph;
    if (summary === undefined) {
      this.#collections.get(graph)?.clear();
      return;
    }
    const found = await findingsOf(graph);
    const diagnostics = new Map<string, vscode.Diagnostic[]>();
    for (const finding of found) {
      const list = diagnostics.get(finding.path) ?? [];
      diagnostics.set(finding.path, list);
      list.push(await toDiagnostic(graph, finding));
    }
    // A later state is being worked on already, or the folder has gone.
    if (graph.summary !== summary || !this.#graphs.all.includes(graph)) return;
    const collection = this.#collections.get(graph) ?? vscode.languages.createDiagnosticCollection('toolwright');
    this.#collections.set(graph, collection);
    collection.forEach((uri) => {
      if (!diagnostics.has(graph.pathOf(uri) ?? '')) collection.delete(uri);
    });
    collection.set([...diagnostics].map(([path, list]) => [graph.uriOf(path), list]));
  }

  /** In an open document a problem marks the specifier instead of its line. */
  #refine(graph: FolderGraph | undefined, uri: vscode.Uri): void {
    if (graph !== undefined && this.#collections.get(graph)?.has(uri)) this.#schedule(graph);
  }

  #forget(graph: FolderGraph): void {
    clearTimeout(this.#timers.get(graph));
    this.#timers.delete(graph);
    this.#collections.get(graph)?.dispose();
    this.#collections.delete(graph);
  }
}

async function findingsOf(graph: FolderGraph): Promise<readonly Finding[]> {
  const { uri } = graph.folder;
  const found: Finding[] = [...problemFindings(graph.summary?.problems ?? [])];
  if (setting('graph.problems.rules', uri)) {
    const { value, problems } = await rulesOf(graph);
    found.push(...problemFindings(problems), ...ruleFindings(value));
  }
  if (setting('graph.problems.unresolvedImports', uri))
    found.push(...unresolvedFindings((await adviceOf(graph)).value));
  return found;
}

async function toDiagnostic(graph: FolderGraph, finding: Finding): Promise<vscode.Diagnostic> {
  const uri = graph.uriOf(finding.path);
  const diagnostic = new vscode.Diagnostic(lineRange(uri, finding.line), finding.message, severities[finding.severity]);
  diagnostic.source = 'toolwright';
  diagnostic.code =
    finding.explainedIn === undefined
      ? finding.code
      : { value: finding.code, target: graph.uriOf(finding.explainedIn) };
  diagnostic.relatedInformation = await Promise.all(
    finding.related.slice(0, relatedAtMost).map(async ({ from, to }) => {
      const line = await importLine(graph, from, to);
      const place = new vscode.Location(graph.uriOf(from), new vscode.Position(line - 1, 0));
      return new vscode.DiagnosticRelatedInformation(place, l10n.t('{0} imports {1}', nameOf(from), nameOf(to)));
    }),
  );
  return diagnostic;
}

async function importLine(graph: FolderGraph, from: string, to: string): Promise<number> {
  const file = await fileOf(graph, from).catch(() => undefined);
  return file?.dependencies.find(({ target }) => target.kind === 'file' && target.path === to)?.line ?? 1;
}

/** The specifier of the import in an open document; all of the line elsewhere, which costs no reading. */
function lineRange(uri: vscode.Uri, line: number): vscode.Range {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document === undefined || line > document.lineCount) return new vscode.Range(line - 1, 0, line - 1, 1000);
  const { start, end } = specifierRange(document.lineAt(line - 1).text);
  return new vscode.Range(line - 1, start, line - 1, end);
}
