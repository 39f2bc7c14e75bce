import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import {
  type CapabilityRow,
  type FromReportPanel,
  fromReportPanelSchema,
  type ToReportPanel,
  type VerificationLevel,
  type VerificationReport,
} from '#protocol';
import { inOneLine, isCancelled, logError } from '../../errors.ts';
import { openRulePage } from '../rulePage.ts';
import { compareRun } from './compareRun.ts';
import { openFile, openProblem } from './openFile.ts';
import type { ReportFolder, ReportPorts, ReportSubject } from './ports.ts';
import { saveReport } from './saveReport.ts';

const refreshAfterMs = 250;

/** What was last shown. Buttons of the page act on this, and on nothing that the page says. */
interface Shown {
  readonly row: CapabilityRow;
  readonly report: VerificationReport | undefined;
}

/** The conversation with the page in a panel: it asks by small messages, and is always answered with the full state. */
export class ReportPage implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #subject: ReportSubject;
  readonly #ports: ReportPorts;
  #listening = false;
  #shown: Shown | undefined;
  /** The time of the report that was chosen from the history; undefined for the latest. */
  #at: string | undefined;
  #verifying = false;
  #busy: string | undefined;
  /** Counts the readings: an answer that comes after the next question is dropped. */
  #reading = 0;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, subject: ReportSubject, ports: ReportPorts) {
    this.#panel = panel;
    this.#subject = subject;
    this.#ports = ports;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#receive(message).catch((error) => this.#failed(error));
    });
    panel.onDidChangeViewState(() => {
      // A hidden page is thrown away; shown again, it starts anew and says so.
      if (!panel.visible) this.#listening = false;
    });
  }

  /** Leaves the history for the latest report. */
  showLatest(): void {
    this.#at = undefined;
    this.refreshSoon();
  }

  /** Shows the present state; several calls in a moment are one. */
  refreshSoon(): void {
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(() => {
      // A page that is not seen asks for everything when it is shown again.
      if (this.#listening) this.#show().catch((error) => this.#failed(error));
    }, refreshAfterMs);
  }

  busyWith(step: string | undefined): void {
    this.#busy = step;
    this.#post({ type: 'busy', step });
  }

  dispose(): void {
    clearTimeout(this.#refresh);
    this.#listening = false;
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = v.safeParse(fromReportPanelSchema, raw);
    if (parsed.success) return this.#handle(parsed.output);
    this.#ports.log.warn(`The report panel sent a message that is none: ${parsed.issues[0].message}`);
  }

  async #handle(message: FromReportPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#post({ type: 'busy', step: this.#busy });
        return this.#show();
      case 'show':
        this.#at = message.at;
        return this.#show();
      case 'verify':
        return this.#verify(message.level);
      case 'approve':
        await this.#ports.approve(this.#subject);
        return this.#show();
      case 'open-code':
        return openFile(this.#folder(), this.#row(), 'index.ts', this.#besides(), message);
      case 'open-examples':
        return openFile(this.#folder(), this.#row(), 'examples.json', this.#besides());
      case 'open-problem':
        return openProblem(this.#folder(), this.#row(), message.index, this.#besides());
      case 'open-rule':
        return openRulePage(this.#ports.extension, message.rule, this.#besides());
      case 'export':
        return saveReport(this.#folder(), this.#report(), message.format);
      case 'compare-run':
        return compareRun(this.#ports.documents, this.#report(), message.index);
    }
  }

  async #verify(level: VerificationLevel): Promise<void> {
    // Two clicks are one wish.
    if (this.#verifying) return;
    this.#verifying = true;
    this.busyWith(l10n.t('Verifying up to {0}', level));
    try {
      await this.#ports.verify(this.#subject, level, (step) => this.busyWith(step));
      this.#at = undefined;
    } finally {
      this.#verifying = false;
      this.busyWith(undefined);
    }
    await this.#show();
  }

  /** Reads all of the state, and shows it. */
  async #show(): Promise<void> {
    const reading = ++this.#reading;
    const { session } = this.#folder();
    const { name } = this.#subject;
    const row = await session.row(name);
    if (row === undefined) {
      throw new ToolwrightError('no-such-capability', l10n.t('There is no capability “{0}” any more', name), {
        hint: l10n.t('Its folder was renamed or removed. This panel can be closed.'),
      });
    }
    const history = await session.history(name);
    if (reading !== this.#reading) return;
    const chosen = history.find(({ at }) => at === this.#at);
    const report = chosen ?? row.report ?? history[0];
    this.#shown = { row, report };
    this.#post({ type: 'report', folder: this.#subject.folder, row, report, history: history.map(withoutContent) });
  }

  #folder(): ReportFolder {
    const folder = this.#ports.folderOf(this.#subject.folder);
    if (folder !== undefined) return folder;
    throw new ToolwrightError('no-folder', l10n.t('The folder of this capability is not open any more'), {
      hint: l10n.t('Open it again, or close this panel.'),
    });
  }

  #row(): CapabilityRow {
    if (this.#shown === undefined) throw nothingShown();
    return this.#shown.row;
  }

  #report(): VerificationReport {
    if (this.#shown?.report === undefined) throw nothingShown();
    return this.#shown.report;
  }

  #failed(error: unknown): void {
    if (isCancelled(error)) return;
    logError(l10n.t('Report'), error, this.#ports.log);
    const hint = ToolwrightError.is(error) ? error.hint : undefined;
    this.#post({ type: 'failed', message: inOneLine(error), ...(hint === undefined ? {} : { hint }) });
  }

  #post(message: ToReportPanel): void {
    if (this.#listening) void this.#panel.webview.postMessage(message);
  }

  /** Files open in the group beside the panel. */
  #besides(): vscode.ViewColumn {
    return this.#panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  }
}

/** A report as the list of all shows it: they can be many, and large. */
function withoutContent(report: VerificationReport): VerificationReport {
  const { sandbox: _, mutation: __, ...rest } = report;
  const safety = { ...report.safety, findings: [], parts: [] };
  return { ...rest, safety, types: [], checks: [], runs: [], risk: { ...report.risk, factors: [] } };
}

function nothingShown(): ToolwrightError {
  return new ToolwrightError('no-report', l10n.t('There is no report yet'), {
    hint: l10n.t('Verify the capability first.'),
  });
}
