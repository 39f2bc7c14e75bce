import type { CommandId } from '../../contributions/index.ts';

/** One row of the Capabilities or Requests view as plain data; the provider makes a TreeItem of it. */
export interface CapabilityNode {
  /** Unique in the tree of one folder, and the same after an update, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown without codicons; whatever of it others have written is escaped. */
  readonly tooltip?: string;
  readonly icon: { readonly name: string; readonly color?: NodeColor };
  /** What the row is, for menus. */
  readonly is?: readonly NodeKind[];
  /** The capability that the row is about, for commands. */
  readonly name?: string;
  /** The number in the journal of the request that the row is about, where it was served. */
  readonly request?: number;
  /** A place that a click opens. */
  readonly place?: NodePlace;
  /** What a click runs, where it opens no place. The folder comes first among the arguments. */
  readonly run?: { readonly command: CommandId; readonly args: readonly unknown[] };
  readonly open?: boolean;
  readonly children?: readonly CapabilityNode[];
}

export interface NodePlace {
  /** Relative to the workspace folder. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}

export type NodeColor = 'good' | 'error' | 'warning' | 'info' | 'muted';

/** The words that menus look for in `viewItem`. */
export type NodeKind =
  | 'capability'
  | 'verifiable'
  | 'waiting'
  | 'reported'
  | 'examples'
  | 'request'
  | 'served'
  | 'failure';
