import type * as vscode from 'vscode';
import type { SynthesisSession } from '#protocol';
import type { CapabilityUi } from '../capabilities/ports.ts';
import type { Edits } from '../edits/ports.ts';
import type { VirtualDocuments } from '../files/virtualDocuments.ts';
import type { GapService } from '../gaps/gapService.ts';
import type { Gaps } from '../gaps/index.ts';
import type { Tasks } from '../tasks.ts';

/** What teaching works with. */
export interface TeachUi {
  /** In a worker thread; it starts with the first lesson. */
  readonly session: SynthesisSession;
  readonly edits: Edits;
  readonly documents: VirtualDocuments;
  /** Where what was taught is kept. */
  readonly capabilities: CapabilityUi;
  /** What is missing: functions that are not written yet, with the examples of their tests. */
  readonly gaps: GapService;
  readonly functions: Gaps['functions'];
  readonly tasks: Pick<Tasks, 'run'>;
  readonly log: vscode.LogOutputChannel;
}
