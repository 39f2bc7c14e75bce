import type * as vscode from 'vscode';
import type { VirtualDocuments } from '../files/virtualDocuments.ts';
import type { Tasks } from '../tasks.ts';
import type { CapabilityService } from './sessions/capabilityService.ts';
import type { FolderCapabilities } from './sessions/folderCapabilities.ts';

/** What commands about capabilities work with. */
export interface CapabilityUi {
  readonly service: CapabilityService;
  /** Long work shows in the view of capabilities. */
  readonly tasks: Pick<Tasks, 'run'>;
  readonly documents: VirtualDocuments;
  readonly log: vscode.LogOutputChannel;
  /** Shows the verification report of a capability. */
  readonly showReport: (folder: FolderCapabilities, name: string) => Promise<void>;
  /** Runs the examples of a capability as tests. */
  readonly runExamples: (folder: FolderCapabilities, name: string) => Promise<void>;
}
