import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { reportPanelType } from '../../contributions/views.ts';
import { webviewHtml, webviewRoot } from '../../webview/html.ts';
import type { ReportPorts, ReportSubject } from './ports.ts';
import { ReportPage } from './reportPage.ts';

export type { ReportPorts, ReportSubject } from './ports.ts';

const foldersKey = 'toolwright.report.folders';

interface OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly page: ReportPage;
}

export interface ReportPanelsPorts extends ReportPorts {
  readonly extension: vscode.Uri;
  /** Remembers over a reload of the window which folder a capability belongs to. */
  readonly memory: vscode.Memento;
}

/** The panels with verification reports: one for a capability, made when it is first shown. */
export class ReportPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #ports: ReportPanelsPorts;
  readonly #panels = new Map<string, OpenPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(ports: ReportPanelsPorts) {
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
    void this.#remember(subject);
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
    const subject = this.#subjectOf(state);
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

  /** The page knows its capability's name alone; which folder that is in was remembered when the panel was opened. */
  #subjectOf(state: unknown): ReportSubject | undefined {
    const name = isRecord(state) ? state.name : undefined;
    if (typeof name !== 'string') return undefined;
    const remembered = this.#remembered();
    const folder = Object.hasOwn(remembered, name) ? remembered[name] : undefined;
    return folder === undefined ? undefined : { folder, name };
  }

  async #remember({ folder, name }: ReportSubject): Promise<void> {
    await this.#ports.memory.update(foldersKey, { ...this.#remembered(), [name]: folder });
  }

  #remembered(): Readonly<Record<string, string>> {
    return this.#ports.memory.get<Record<string, string>>(foldersKey) ?? {};
  }
}

function keyOf({ folder, name }: ReportSubject): string {
  return JSON.stringify([folder, name]);
}

function titleOf({ name }: ReportSubject): string {
  return l10n.t('{0}: Report', name);
}
