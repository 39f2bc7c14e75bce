import type * as vscode from 'vscode';
import type { Edits } from '../edits/ports.ts';
import type { VirtualDocuments } from '../files/virtualDocuments.ts';
import type { WorkspaceGraphs } from '../sessions/workspaceGraphs.ts';
import type { Tasks } from '../tasks.ts';
import type { GraphPanel } from './panel/graphPanel.ts';
import type { ContentHash } from './quickFixes/adviceEdit.ts';
import type { GraphView } from './tree/graphView.ts';

/** What the graph's commands work with. */
export interface GraphUi {
  readonly graphs: WorkspaceGraphs;
  readonly tasks: Tasks;
  readonly panel: GraphPanel;
  readonly view: GraphView;
  readonly documents: VirtualDocuments;
  /** Every change of the user's files goes through them. */
  readonly edits: Edits;
  readonly contentHash: ContentHash;
  readonly log: vscode.LogOutputChannel;
}
