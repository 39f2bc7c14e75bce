import type { TaskOptions } from '#base';
import { stampOf } from '#workspace';
import { type AnalysedFile, moduleOf, toGraphFile } from '../extract/analyse.ts';
import type { Resolver } from '../resolve/resolver.ts';
import { isFresh, type ScanCache } from './cache.ts';
import { type AnalyseHelper, analyseFiles } from './threads.ts';

/** What is known before a scan: from memory, or from the cache on disk. */
export interface Known {
  readonly files: ReadonlyMap<string, AnalysedFile>;
  readonly readAt: number;
  readonly cache: ScanCache | undefined;
  readonly hashes: ReadonlySet<string>;
}

export const nothingKnown: Known = { files: new Map(), readAt: 0, cache: undefined, hashes: new Set() };

/** Tells the files that surely are as they were from those that have to be read. */
export function splitByFreshness(
  root: string,
  paths: readonly string[],
  known: Known,
): { readonly fresh: AnalysedFile[]; readonly stale: string[] } {
  const fresh: AnalysedFile[] = [];
  const stale: string[] = [];
  for (const path of paths) {
    const before = known.files.get(path);
    if (before && isFresh(before, stampOf(`${root}/${path}`), known.readAt)) fresh.push(before);
    else stale.push(path);
  }
  return { fresh, stale };
}

/** Reads files, parsing only contents that are not known under any path. */
export async function readStale(
  paths: readonly string[],
  known: ReadonlyMap<string, AnalysedFile>,
  resolver: Resolver,
  helpers: readonly AnalyseHelper[],
  options: TaskOptions & { readonly hashing: boolean },
): Promise<{ readonly read: AnalysedFile[]; readonly recognised: number }> {
  if (paths.length === 0) return { read: [], recognised: 0 };
  const byHash = new Map<string, AnalysedFile>();
  for (const analysed of known.values()) if (analysed.hash !== '') byHash.set(analysed.hash, analysed);
  const analyses = await analyseFiles(
    paths,
    resolver,
    options.hashing ? new Set(byHash.keys()) : undefined,
    helpers,
    options,
  );
  let recognised = 0;
  const read = analyses.map((analysis) => {
    if (analysis.file) return analysis;
    const { path, stamp, hash } = analysis;
    const same = byHash.get(hash);
    if (!same) throw new Error(`a content was called known and is not: ${path}`);
    recognised++;
    return { file: toGraphFile(path, stamp.size, moduleOf(same.file), resolver), stamp, hash };
  });
  return { read, recognised };
}
