import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { type FromGraphPanel, fromGraphPanelSchema, type ToGraphPanel } from '#protocol';
import { inOneLine, isCancelled, logError, showError } from '../../errors.ts';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { fileOf, impactOf } from '../../sessions/questions.ts';
import { openPlace } from '../openPlace.ts';
import { overviewOf, startFolder, wholeOf } from './drawings.ts';
import { saveExport, savePicture } from './save.ts';

const redrawAfterMs = 250;

/** The conversation with the page in the panel: what it asks for, what it is shown, and what waits until it listens. */
export class PanelPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #log: vscode.LogOutputChannel;
  #graph: FolderGraph;
  /** The level of the overview; undefined until something is drawn. */
  #folder: string | undefined;
  /** The whole graph has been asked for: it is large, and most people never do. */
  #whole = false;
  #listening = false;
  #waiting: ToGraphPanel[] = [];
  #busy: string | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, graph: FolderGraph, log: vscode.LogOutputChannel) {
    this.#panel = panel;
    this.#graph = graph;
    this.#log = log;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message).catch((error) => this.#failed(error));
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away; shown again, it starts anew and says so.
      if (!panel.visible) this.#listening = false;
    });
  }

  get graph(): FolderGraph {
    return this.#graph;
  }

  /** Draws a folder of the workspace, at one level of its folders. */
  draw(graph: FolderGraph, folder?: string): void {
    if (this.#graph === graph && (folder === undefined || folder === this.#folder)) return;
    this.#folder = folder;
    this.#graph = graph;
    this.redrawSoon();
  }

  /** Says something once the page listens. */
  tell(messages: readonly ToGraphPanel[]): void {
    this.#waiting.push(...messages);
    this.#deliver();
  }

  /** Says something if the page can be seen; nobody misses it otherwise. */
  tellIfSeen(message: ToGraphPanel): void {
    if (this.#listening) this.#post(message);
  }

  busyWith(step: string | undefined): void {
    this.#busy = step;
    this.tellIfSeen({ type: 'busy', step });
  }

  /** Draws the present state; several calls in a moment are one. */
  redrawSoon(): void {
    clearTimeout(this.#redraw);
    this.#redraw = setTimeout(() => {
      const { state } = this.#graph;
      // A page that is not seen asks for everything when it is shown again.
      if (!this.#listening || state.kind === 'scanning') return;
      if (state.kind === 'failed') this.#post(failure(state.message, state.hint));
      else this.#draw().catch((error) => this.#failed(error));
    }, redrawAfterMs);
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    this.#listening = false;
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = v.safeParse(fromGraphPanelSchema, raw);
    if (parsed.success) return this.#handle(parsed.output);
    this.#log.warn(`The graph panel sent a message that is none: ${parsed.issues[0].message}`);
  }

  async #handle(message: FromGraphPanel): Promise<void> {
    const graph = this.#graph;
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        // The page says itself whether it shows the whole graph.
        this.#whole = false;
        this.#post({ type: 'busy', step: this.#busy });
        return this.#drawOverview().finally(() => this.#deliver());
      case 'open-overview':
        this.#folder = message.folder;
        return this.#drawOverview();
      case 'open-graph':
        this.#whole = true;
        return this.#drawWhole();
      case 'open-file':
        // Refuses whatever is not a file of the graph.
        await fileOf(graph, message.path);
        return openPlace(graph.uriOf(message.path), message.line, this.#besides());
      case 'show-impact':
        return this.#post({ type: 'impact', report: await impactOf(graph, message.path) });
      case 'analyse':
        return graph.scan(true);
      case 'save-picture':
        return savePicture(graph, message.format, message.data).catch((error) =>
          showError(l10n.t('Save Picture'), error, this.#log),
        );
      case 'export':
        return saveExport(graph, message.format, message.folder).catch((error) =>
          showError(l10n.t('Export Graph'), error, this.#log),
        );
    }
  }

  async #draw(): Promise<void> {
    await this.#drawOverview();
    if (this.#whole) await this.#drawWhole();
  }

  /** An answer that comes after the next question is dropped. */
  async #drawOverview(): Promise<void> {
    const graph = this.#graph;
    const folder = this.#folder ?? (await startFolder(graph));
    this.#folder ??= folder;
    const message = await overviewOf(graph, folder);
    if (this.#graph === graph && this.#folder === folder) this.tellIfSeen(message);
  }

  async #drawWhole(): Promise<void> {
    const graph = this.#graph;
    const message = await wholeOf(graph);
    if (this.#graph === graph) this.tellIfSeen(message);
  }

  #failed(error: unknown): void {
    if (isCancelled(error)) return;
    logError(l10n.t('Dependency Graph'), error, this.#log);
    this.tellIfSeen(failure(inOneLine(error), ToolwrightError.is(error) ? error.hint : undefined));
  }

  #deliver(): void {
    if (!this.#listening) return;
    for (const message of this.#waiting.splice(0)) this.#post(message);
  }

  #post(message: ToGraphPanel): void {
    void this.#panel.webview.postMessage(message);
  }

  /** Files open in the group beside the panel. */
  #besides(): vscode.ViewColumn {
    return this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }
}

function failure(message: string, hint: string | undefined): ToGraphPanel {
  return { type: 'failed', message, ...(hint === undefined ? {} : { hint }) };
}
