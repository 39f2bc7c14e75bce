import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { BenchmarkSubject, BenchmarkWork } from '#protocol';
import { benchmarkPanelType } from '../../contributions/views.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import { BenchmarkPage, type BenchmarkPagePorts, type Shown, titleOf } from './benchmarkPage.ts';

/** The panel with benchmarks: there is one, made when it is first shown. It shows a capability, or several beside each other. */
export class BenchmarkPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extension: vscode.Uri;
  readonly #ports: BenchmarkPagePorts;
  readonly #serializer: vscode.Disposable;
  #open: { readonly panel: vscode.WebviewPanel; readonly page: BenchmarkPage } | undefined;

  /** @param extension the folder of the extension */
  constructor(extension: vscode.Uri, ports: BenchmarkPagePorts) {
    this.#extension = extension;
    this.#ports = ports;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(benchmarkPanelType, this);
  }

  /** Shows the latest benchmark of a capability. */
  show({ folder, name }: BenchmarkSubject): void {
    this.#show({ kind: 'benchmark', folder, name });
  }

  /** Shows the latest comparison of several capabilities with the first of them. */
  compare(folder: string, names: readonly string[]): void {
    this.#show({ kind: 'comparison', folder, names });
  }

  /** What is being measured; `undefined` when it ended. */
  busyWith(work: BenchmarkWork | undefined): void {
    this.#open?.page.busyWith(work);
  }

  /** VS Code gives the panel back after a reload of the window, with what its page saved. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const shown = shownOf(state);
    // Where a command was faster, the panel that it has opened stays the only one.
    if (this.#open === undefined && shown !== undefined) this.#adopt(panel, shown);
    else panel.dispose();
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#open?.panel.dispose();
  }

  #show(shown: Shown): void {
    if (this.#open === undefined) {
      this.#adopt(vscode.window.createWebviewPanel(benchmarkPanelType, '', vscode.ViewColumn.Active, {}), shown);
      return;
    }
    this.#open.panel.title = titleOf(shown);
    this.#open.panel.reveal();
    this.#open.page.show(shown);
  }

  #adopt(panel: vscode.WebviewPanel, shown: Shown): void {
    const page = new BenchmarkPage(panel, this.#ports, shown);
    this.#open = { panel, page };
    panel.onDidDispose(() => {
      page.dispose();
      this.#open = undefined;
    });
    panel.title = titleOf(shown);
    panel.iconPath = new vscode.ThemeIcon('pulse');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(this.#extension)] };
    panel.webview.html = webviewHtml(panel.webview, this.#extension, {
      title: titleOf(shown),
      script: 'benchmark.js',
      styles: ['codicon.css', 'benchmark.css'],
    });
  }
}

/** What the page has saved of what it showed. */
function shownOf(state: unknown): Shown | undefined {
  if (!isRecord(state) || !isRecord(state.shown)) return undefined;
  const { folder, name, names } = state.shown;
  if (typeof folder !== 'string') return undefined;
  if (Array.isArray(names) && names.length > 1 && names.every((one) => typeof one === 'string')) {
    return { kind: 'comparison', folder, names };
  }
  return typeof name === 'string' ? { kind: 'benchmark', folder, name } : undefined;
}
