import * as vscode from 'vscode';
import { isOutcomesUrl } from '#protocol';
import { watchFiles } from '../files/watchFiles.ts';
import { setting } from '../settings.ts';
import type { FolderGaps } from './folderGaps.ts';

/** Saving all files is many events, and a request several writes of the journal. */
const quietMs = 500;
/** How often apps are asked at their URLs. */
const askEveryMs = 30_000;

/** Sources, what says how imports resolve, and the journal. */
const patterns = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/{package,tsconfig,jsconfig}.json',
  '.toolwright/journal.db*',
];

/** Keeps the gaps of a folder up to date with the disk, once somebody has asked for them. */
export function watchGaps(gaps: FolderGaps): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = (uri: vscode.Uri) => {
    if (/\/(?:node_modules|\.git)\//.test(uri.path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void gaps.change(), quietMs);
  };
  const { uri } = gaps.folder;
  const outcomes = setting('gaps.outcomes', uri);
  const written = [...outcomes.filter((source) => !isOutcomesUrl(source)), ...setting('gaps.testResults', uri)];
  const asking = outcomes.some(isOutcomesUrl) ? setInterval(() => void gaps.change(), askEveryMs) : undefined;
  return vscode.Disposable.from(watchFiles(gaps.folder, [...patterns, ...written], changed), {
    dispose: () => {
      clearTimeout(timer);
      clearInterval(asking);
    },
  });
}
