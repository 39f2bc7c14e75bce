import type { Advice } from '#protocol';
import { plain } from '../../texts/markdown.ts';

/** One row of the Graph view as plain data; the provider makes a TreeItem of it. */
export interface TreeNode {
  /** Unique in the tree of one folder, and the same after an update, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown without codicons; whatever of it others have written is escaped. */
  readonly tooltip?: string;
  readonly icon: TreeIcon;
  /** What the row is, for menus: words such as `file place`. */
  readonly is?: readonly RowKind[];
  /** A file or folder of the graph that the row stands for. */
  readonly path?: string;
  /** 1-based line that a click opens, where it is not the top. */
  readonly line?: number;
  readonly advice?: Advice;
  /** Shown greyed: known and accepted. */
  readonly muted?: boolean;
  readonly open?: boolean;
  readonly children?: () => readonly TreeNode[] | Promise<readonly TreeNode[]>;
}

/** A codicon, perhaps in a colour of the theme; `file` and `folder` are those of the user's icon theme. */
export interface TreeIcon {
  readonly name: string;
  readonly color?: 'error' | 'warning' | 'info' | 'muted';
}

/** The words that menus look for in `viewItem`. */
type RowKind = 'file' | 'folder' | 'place' | 'rules' | 'applicable';

/** A row that only says something. @param tooltip Markdown */
export function remark(id: string, label: string, tooltip?: string): TreeNode {
  return { id, label, icon: { name: 'info', color: 'muted' }, ...(tooltip === undefined ? {} : { tooltip }) };
}

/** A row that says why there are no others. */
export function failure(id: string, label: string): TreeNode {
  return { id, label, icon: { name: 'error', color: 'error' }, tooltip: plain(label) };
}
