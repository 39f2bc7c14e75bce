import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A Node.js that was fetched. */
export interface InstalledRuntime {
  /** `24.21.0` */
  readonly version: string;
  /** Path of the program. */
  readonly file: string;
}

export const programName = process.platform === 'win32' ? 'node.exe' : 'node';

/** Name of the folder that a version lies in. It is made by one rename: what has this name is whole. */
export const folderFor = (version: string): string => `node-${version}`;

/** What lies in the folder of fetched runtimes, newest first. */
export async function installedIn(runtimes: string): Promise<readonly InstalledRuntime[]> {
  const entries = await readdir(runtimes).catch(() => []);
  return entries
    .flatMap((name) => /^node-(\d+\.\d+\.\d+)$/.exec(name)?.[1] ?? [])
    .map((version) => ({ version, file: join(runtimes, folderFor(version), programName) }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => compareVersions(b.version, a.version));
}

/** By number, part by part: 24.9.0 is before 24.10.0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  return [0, 1, 2].map((at) => (left[at] ?? 0) - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
