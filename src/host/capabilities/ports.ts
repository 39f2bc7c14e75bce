import type * as vscode from 'vscode';
import type { Runtimes } from '#engine';
import type { Edits } from '../edits/ports.ts';
import type { VirtualDocuments } from '../files/virtualDocuments.ts';
import type { Tasks } from '../tasks.ts';
import type { Feedback } from './ask/feedback.ts';
import type { ReportPanels } from './panel/reportPanels.ts';
import type { CapabilityService } from './sessions/capabilityService.ts';
import type { FolderCapabilities } from './sessions/folderCapabilities.ts';

/** What commands about capabilities work with. */
export interface CapabilityUi {
  readonly service: CapabilityService;
  /** Long work shows in the view of capabilities. */
  readonly tasks: Pick<Tasks, 'run'>;
  readonly documents: VirtualDocuments;
  /** Every change of the user's files goes through them. */
  readonly edits: Edits;
  readonly log: vscode.LogOutputChannel;
  /** The Node.js that was fetched for the sandbox. */
  readonly runtimes: Runtimes;
  /** The panels with verification reports. */
  readonly reports: Pick<ReportPanels, 'show' | 'busyWith'>;
  /** Runs the examples of a capability as tests. */
  readonly runExamples: (folder: FolderCapabilities, name: string) => Promise<void>;
  /** Asks what people think of answers. */
  readonly feedback: Feedback;
  /** Says something above the capabilities in their view, for as long as they stand as they do now. */
  readonly say: (message: string) => void;
}
