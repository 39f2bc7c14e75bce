import { chmodSync, chownSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Writes a file whole or not at all (temporary file, then rename), making its folder. Throws the system's error. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const place = placeFor(path);
  try {
    // Not by the package write-file-atomic: it writes once, and when the disk is full a part of that is taken without an error.
    writeFileSync(place.temporary, content, { flush: true });
    place.take();
  } finally {
    rmSync(place.temporary, { force: true });
  }
}

/** The same without holding this thread while the content is written. */
export async function writeAtomicallyBeside(path: string, content: string | Uint8Array): Promise<void> {
  const place = placeFor(path);
  try {
    await writeFile(place.temporary, content, { flush: true });
    place.take();
  } finally {
    rmSync(place.temporary, { force: true });
  }
}

let writes = 0;

/** A temporary file beside what is behind symbolic links, and how it takes its place, with its owner and its rights. */
function placeFor(path: string) {
  mkdirSync(dirname(path), { recursive: true });
  const present = statSync(path, { throwIfNoEntry: false });
  const target = present ? realpathSync(path) : path;
  const temporary = `${target}.${process.pid}-${threadId}-${++writes}.tmp`;
  const take = () => {
    if (present) {
      chmodSync(temporary, present.mode);
      keepOwner(temporary, present);
    }
    renameSync(temporary, target);
  };
  return { temporary, take };
}

/** Where one may: to give a file away takes the rights of root, and Windows has other owners. */
function keepOwner(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}
