import { dirname, join } from 'node:path/posix';
import { folderOf, isRecord, type Problem } from '#base';
import { contentHash, modifiedOf, productVersion, readText, writeAtomically } from '#workspace';
import type { AnalysedFile } from '../extract/analyse.ts';
import { isConfiguration, type ResolveEnvironment } from '../resolve/environment.ts';
import { relativeBase } from '../resolve/relative.ts';

/** Each version of the product has a cache of its own. The number grows when records change between two versions. */
const version = () => `${productVersion()}, 4`;

/**
 * What a scan leaves for the next one. Files are known by path and stamp, and by the hash of their content where the
 * stamp differs; their edges count as they are while everything that resolution asked the disk is unchanged.
 */
export interface ScanCache {
  readonly version: string;
  /** Files younger than this by less than the coarsest clock of a file system may have changed since unnoticed. */
  readonly savedAt: number;
  /** Hash of the sorted listing. */
  readonly listing: string;
  /** Every path beyond the listed files that resolution depends on, with the time of its last change. */
  readonly probes: readonly (readonly [path: string, modified: number | null])[];
  readonly environment: Omit<ResolveEnvironment, 'root' | 'files'>;
  readonly problems: readonly Problem[];
  readonly files: readonly AnalysedFile[];
}

/** FAT keeps times to two seconds. */
const coarsestClock = 2000;

/** Undefined when there is no cache, or none that this version understands. */
export function readCache(path: string): ScanCache | undefined {
  try {
    const cache: unknown = JSON.parse(readText(path));
    return isCache(cache) ? cache : undefined;
  } catch {
    return undefined;
  }
}

/** A light look: whoever writes such a text under this version meant it to be a cache. */
function isCache(value: unknown): value is ScanCache {
  if (!isRecord(value) || value.version !== version()) return false;
  const { savedAt, listing, probes, environment, problems, files } = value;
  return (
    typeof savedAt === 'number' &&
    typeof listing === 'string' &&
    isRecord(environment) &&
    [probes, problems, files, environment.packages, environment.tsconfigs, environment.consulted].every(
      Array.isArray,
    ) &&
    (probes as unknown[]).every((probe) => Array.isArray(probe) && typeof probe[0] === 'string') &&
    (files as unknown[]).every(isAnalysed)
  );
}

function isAnalysed(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.file) || !isRecord(value.stamp)) return false;
  const { path, exports, dependencies, problems } = value.file;
  return (
    typeof value.hash === 'string' &&
    typeof path === 'string' &&
    Array.isArray(exports) &&
    Array.isArray(problems) &&
    Array.isArray(dependencies) &&
    dependencies.every((dependency) => isRecord(dependency) && isRecord(dependency.target))
  );
}

/** Throws the system's error when the folder can't be written. */
export function writeCache(
  path: string,
  { root, files: listed, ...environment }: ResolveEnvironment,
  content: Pick<ScanCache, 'files' | 'problems' | 'savedAt'>,
): void {
  const probes = [...probedPaths({ root, files: listed, ...environment }, content.files)].sort();
  const cache: ScanCache = {
    version: version(),
    listing: listingHash(listed),
    probes: probes.map((probe) => [probe, modifiedOf(join(root, probe)) ?? null]),
    environment,
    ...content,
  };
  writeAtomically(path, JSON.stringify(cache));
}

/** Whether the file on disk is surely the one that was read. */
export function isFresh(
  known: AnalysedFile,
  stamp: { size: number; modified: number } | undefined,
  readAt: number,
): boolean {
  return (
    stamp !== undefined &&
    stamp.size === known.stamp.size &&
    stamp.modified === known.stamp.modified &&
    stamp.modified + coarsestClock < readAt
  );
}

/** Whether edges resolved then would be resolved the same now. */
export function resolvesAlike(cache: ScanCache, root: string, files: readonly string[]): boolean {
  return (
    cache.listing === listingHash(files) &&
    cache.probes.every(([path, modified]) => (modifiedOf(`${root}/${path}`) ?? null) === modified)
  );
}

function listingHash(files: readonly string[]): string {
  return contentHash([...files].sort().join('\n'));
}

/**
 * Configuration, installed packages (their folders change with every install), and for what led nowhere or to a file
 * that is not listed, the place where another answer could appear.
 */
function probedPaths(
  { files, packages, consulted }: ResolveEnvironment,
  analysed: readonly AnalysedFile[],
): Set<string> {
  const listed = new Set(files);
  const probes = new Set([...files.filter(isConfiguration), ...consulted]);
  for (const lock of [
    'package-lock.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'bun.lock',
    '.gitignore',
  ])
    probes.add(lock);
  for (const { path } of packages) {
    probes.add(join(path, 'node_modules'));
    probes.add(join(path, 'node_modules/.package-lock.json'));
  }
  for (const { file } of analysed) {
    for (const { target, specifier } of file.dependencies) {
      if (target.kind === 'file' && !listed.has(target.path)) probes.add(target.path);
      if (target.kind !== 'unresolved' || !specifier.startsWith('.')) continue;
      const base = relativeBase(folderOf(file.path), specifier);
      if (base === undefined) continue;
      probes.add(dirname(base));
      probes.add(base);
    }
  }
  return probes;
}
