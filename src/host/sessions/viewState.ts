import type { FolderState } from './folderGraph.ts';

/** What the view shows when it has no tree: the names that the welcome texts go by. */
export type GraphViewState = 'waiting' | 'scanning' | 'ready' | 'failed' | 'noProject' | 'nothingFound' | 'virtual';

/** One folder, as far as the welcome texts care. */
export interface FolderSituation {
  readonly kind: FolderState['kind'];
  /** Files in its graph; 0 unless ready. */
  readonly files: number;
  /** It has a package.json, tsconfig.json or jsconfig.json. */
  readonly project: boolean;
}

/**
 * One state for the whole workspace: a folder that has a graph wins, then one that is being read, then a failure.
 * @param folders those on a disk; none means that every folder of the workspace is virtual
 */
export function viewState(folders: readonly FolderSituation[]): GraphViewState {
  if (folders.length === 0) return 'virtual';
  if (folders.some((f) => f.files > 0)) return 'ready';
  if (folders.some((f) => f.kind === 'scanning')) return 'scanning';
  if (folders.some((f) => f.kind === 'failed')) return 'failed';
  if (folders.some((f) => f.kind === 'waiting')) return 'waiting';
  return folders.some((f) => f.project) ? 'nothingFound' : 'noProject';
}
