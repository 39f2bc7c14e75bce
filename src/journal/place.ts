import { mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';

/** Which file is at a path now; nothing where there is none. A program that has it open still holds it after it was removed. */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.dev}:${stats.ino}`;
}

/** @returns whether the file that is at a path now, and has just been opened, is still the one that is there */
export function placeOf(path: string): () => boolean {
  const opened = identityOf(path);
  return () => {
    try {
      return opened !== undefined && identityOf(path) === opened;
    } catch {
      // Nobody who comes to it now gets to it.
      return false;
    }
  };
}

/**
 * Makes the folder of a file. What is above it has to be there: a workspace that was moved away is not begun anew where it was.
 * @param root the folder below which all that is missing is made, without symbolic links as the file, too
 */
export function makeFolderOf(file: string, root?: string): void {
  const folder = dirname(file);
  const isThere = () => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isThere()) return;
  if (root !== undefined && isInside(root, dirname(folder))) makeFolderOf(folder, root);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another program may have been faster.
    if (!isThere()) throw error;
  }
}

function isInside(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
