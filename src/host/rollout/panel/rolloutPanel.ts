import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { RolloutSubject } from '#protocol';
import { rolloutPanelType } from '../../contributions/views.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import { RolloutPage, type RolloutPagePorts } from './rolloutPage.ts';

/** The panel with the dashboard of all rollouts: there is one, made when it is first shown. */
export class RolloutPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #extension: vscode.Uri;
  readonly #ports: RolloutPagePorts;
  readonly #serializer: vscode.Disposable;
  #open: { readonly panel: vscode.WebviewPanel; readonly page: RolloutPage } | undefined;

  /** @param extension the folder of the extension */
  constructor(extension: vscode.Uri, ports: RolloutPagePorts) {
    this.#extension = extension;
    this.#ports = ports;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(rolloutPanelType, this);
  }

  /** Shows a rollout; the most urgent one where none is named. */
  show(subject?: RolloutSubject): void {
    if (this.#open === undefined) {
      this.#adopt(vscode.window.createWebviewPanel(rolloutPanelType, title(), vscode.ViewColumn.Active, {}), subject);
      return;
    }
    this.#open.panel.reveal();
    this.#open.page.show(subject);
  }

  busyWith(step: string | undefined): void {
    this.#open?.page.busyWith(step);
  }

  /** VS Code gives the panel back after a reload of the window, with what its page saved. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    // Where a command was faster, the panel that it has opened stays the only one.
    if (this.#open === undefined) this.#adopt(panel, subjectOf(state));
    else panel.dispose();
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#open?.panel.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, subject: RolloutSubject | undefined): void {
    const page = new RolloutPage(panel, this.#ports, subject);
    this.#open = { panel, page };
    panel.onDidDispose(() => {
      page.dispose();
      this.#open = undefined;
    });
    panel.iconPath = new vscode.ThemeIcon('rocket');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(this.#extension)] };
    panel.webview.html = webviewHtml(panel.webview, this.#extension, {
      title: title(),
      script: 'rollout.js',
      styles: ['codicon.css', 'rollout.css'],
    });
  }
}

function title(): string {
  return l10n.t('Rollouts');
}

/** What the page has saved of the rollout that it showed. */
function subjectOf(state: unknown): RolloutSubject | undefined {
  if (!isRecord(state) || !isRecord(state.shown)) return undefined;
  const { folder, name } = state.shown;
  return typeof folder === 'string' && typeof name === 'string' ? { folder, name } : undefined;
}
