import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf, ToolwrightError } from '#base';
import { makeFolderOf, placeOf } from './place.ts';
import { isBusy, sqlite } from './sqlite.ts';

/** What is held until it is let go of, or its process ends in any way. */
export interface ProcessLock {
  /** Whether nobody else can hold it: not so once its file was removed or replaced, for others take the one that is there then. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes a lock that one process can hold at a time. It is the operating system's lock on a small database, so it is free as
 * soon as its holder is dead, however that died: no file of a dead one has to be judged by its age, and no clock counts.
 *
 * @param file absolute; it stays there, also when nobody holds the lock
 * @param root where folders on the way to it are missing, those below this one are made; its own folder alone without it
 * @returns nothing where another one holds it
 * @throws ToolwrightError `lock-unavailable` where nobody can hold it, as in a folder that cannot be written to
 */
export function tryLock(file: string, root?: string): ProcessLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    makeFolderOf(file, root);
    database = new (sqlite().DatabaseSync)(file, { timeout: 0 });
    const isInPlace = placeOf(file);
    shareWithFolder(file);
    // Nothing is written beside it, so that it can be taken on a full disk, too.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    // Of a file that may only be read SQLite would give the lock to several at once. It is never committed.
    database.exec('PRAGMA user_version = 1');
    const lock = lockOn(database, isInPlace);
    if (lock.isHeld()) return lock;
    lock.release();
    return undefined;
  } catch (error) {
    if (database?.isOpen) database.close();
    if (isBusy(error)) return undefined;
    throw new ToolwrightError('lock-unavailable', `The lock ${file} cannot be taken: ${messageOf(error)}.`, {
      hint: 'Whoever steers rollouts has to be able to write this file, and in the folder of the flag file.',
      cause: error,
    });
  }
}

const lockOn = (database: DatabaseSync, isInPlace: () => boolean): ProcessLock => ({
  isHeld: () => database.isOpen && isInPlace(),
  release: () => database.isOpen && database.close(),
});

/** Whoever may write in the folder may take the lock, whoever made its file: as far as we may say so. */
function shareWithFolder(file: string): void {
  const folder = statSync(dirname(file));
  const { mode, uid } = statSync(file);
  try {
    if ((mode & 0o666) !== (folder.mode & 0o666)) chmodSync(file, folder.mode & 0o666);
    if (process.getuid?.() === 0 && uid !== folder.uid) chownSync(file, folder.uid, folder.gid);
  } catch {
    // It is somebody else's; if it cannot be taken, that comes out next.
  }
}
