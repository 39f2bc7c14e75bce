import { readlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { realPath } from './readFiles.ts';

/**
 * Where a file or folder really is, or would be made: without symbolic links on the way, also where what they lead to is gone.
 * So it keeps its place when it is deleted, as long as the links to it are there.
 */
export function realPlace(path: string, mostLinks = 40): string {
  try {
    return realPath(path);
  } catch {
    const folder = dirname(path);
    if (folder === path) return path;
    const above = realPlace(folder, mostLinks);
    const place = join(above, basename(path));
    const target = mostLinks > 0 ? targetOf(place) : undefined;
    if (target === undefined) return place;
    // As the system does it: `..` leads up from where the links before it lead.
    return realPlace(isAbsolute(target) ? target : `${above}${sep}${target}`, mostLinks - 1);
  }
}

/**
 * A path that was given in a folder, absolute, with its links. As the system takes it: `current/..` leads up from where the
 * link `current` leads, except on Windows.
 * @param folder absolute
 */
export function absoluteIn(folder: string, path: string): string {
  if (process.platform === 'win32') return resolve(folder, path);
  return isAbsolute(path) ? path : `${folder}${sep}${path}`;
}

/** What a symbolic link leads to, as it is written; nothing where there is none. */
function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
