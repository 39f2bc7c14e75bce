import type * as vscode from 'vscode';
import type { CapabilitySession, VerificationLevel } from '#protocol';
import type { VirtualDocuments } from '../../files/virtualDocuments.ts';

/** The capability that a panel is about. */
export interface ReportSubject {
  /** The workspace folder, as `folder.uri.toString()`. */
  readonly folder: string;
  readonly name: string;
}

/** A workspace folder that is open. */
export interface ReportFolder {
  readonly uri: vscode.Uri;
  readonly session: CapabilitySession;
}

/** What the panels take from the rest of the host. */
export interface ReportPorts {
  /** The folder of the extension. */
  readonly extension: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** Shows both sides of a comparison. */
  readonly documents: VirtualDocuments;
  /**
   * The open workspace folder of that address. @throws ToolwrightError where its session may not be opened: the panel
   * shows why
   */
  readonly folderOf: (folder: string) => ReportFolder | undefined;
  /**
   * Gathers evidence up to a level, as the command does it, told where the user sees it.
   * @param report tells the panel what is being done
   * @throws what the panel is to show as the reason of a failure
   */
  readonly verify: (
    subject: ReportSubject,
    level: VerificationLevel,
    report: (step: string) => void,
  ) => Promise<unknown>;
  /** Asks for a name and a reason, and approves; nothing happens where the user thinks better of it. */
  readonly approve: (subject: ReportSubject) => Promise<unknown>;
}
