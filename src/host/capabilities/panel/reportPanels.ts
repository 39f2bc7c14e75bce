import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { reportPanelType } from '../../contributions/views.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import type { ReportPorts, ReportSubject } from './ports.ts';
import { ReportPage } from './reportPage.ts';

export type { ReportPorts, ReportSubject } from './ports.ts';

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly page: ReportPage;
}

/** The panels with verification reports: one for a capability, made when it is first shown. */
export class ReportPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #ports: ReportPorts;
  readonly #panels = new Map<string, OpenPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(ports: ReportPorts) {
    this.#ports = ports;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(reportPanelType, this);
  }

  /** Shows the latest report of a capability; a panel that is open for it comes to the front. */
  show(subject: ReportSubject): void {
    const open = this.#panels.get(keyOf(subject));
    if (open !== undefined) {
      open.panel.reveal();
      open.page.showLatest();
      return;
    }
    const title = titleOf(subject);
    this.#adopt(vscode.window.createWebviewPanel(reportPanelType, title, vscode.ViewColumn.Active, {}), subject);
  }

  /** Capabilities or their evidence are others now: what is seen is shown anew. */
  refresh(): void {
    for (const { page } of this.#panels.values()) page.refreshSoon();
  }

  /** What is being done with a capability; `undefined` when it ended. */
  busyWith(subject: ReportSubject, step: string | undefined): void {
    this.#panels.get(keyOf(subject))?.page.busyWith(step);
  }

  /** VS Code gives a panel back after a reload of the window, with what its page saved. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const subject = subjectOf(state);
    // Where a command was faster, the panel that it has opened stays the only one.
    if (subject === undefined || this.#panels.has(keyOf(subject))) panel.dispose();
    else this.#adopt(panel, subject);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, subject: ReportSubject): void {
    const { extension } = this.#ports;
    const page = new ReportPage(panel, subject, this.#ports);
    const key = keyOf(subject);
    this.#panels.set(key, { panel, page });
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#panels.get(key)?.page === page) this.#panels.delete(key);
    });
    panel.iconPath = new vscode.ThemeIcon('verified');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
    panel.webview.html = webviewHtml(panel.webview, extension, {
      title: titleOf(subject),
      script: 'report.js',
      styles: ['codicon.css', 'report.css'],
    });
  }
}

/** What the page has saved of the capability that it was about. Which folders are open is the host's to say. */
function subjectOf(state: unknown): ReportSubject | undefined {
  if (!isRecord(state)) return undefined;
  const { folder, name } = state;
  return typeof folder === 'string' && typeof name === 'string' ? { folder, name } : undefined;
}

function keyOf({ folder, name }: ReportSubject): string {
  return JSON.stringify([folder, name]);
}

/** With the folder where there are several: two may have a capability of one name. */
function titleOf({ name, folder }: ReportSubject): string {
  const { workspaceFolders = [] } = vscode.workspace;
  const at = workspaceFolders.length > 1 ? workspaceFolders.find(({ uri }) => uri.toString() === folder) : undefined;
  return at === undefined ? l10n.t('{0}: Report', name) : l10n.t('{0}: Report ({1})', name, at.name);
}
