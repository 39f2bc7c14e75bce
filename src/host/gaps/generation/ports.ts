import type * as vscode from 'vscode';
import type { GenerationSession } from '#protocol';
import type { CapabilityUi } from '../../capabilities/ports.ts';
import type { EditorLanguageModel } from '../../languageModel/index.ts';
import type { Tasks } from '../../tasks.ts';
import type { FolderGaps } from '../folderGaps.ts';
import type { GapService } from '../gapService.ts';

/** What generation works with in the editor. */
export interface GenerationUi {
  readonly gaps: GapService;
  /** Where what was generated is kept. */
  readonly capabilities: CapabilityUi;
  readonly sessionOf: (folder: FolderGaps) => GenerationSession;
  readonly model: Pick<EditorLanguageModel, 'mayBeAsked' | 'limits'>;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly log: vscode.LogOutputChannel;
}
