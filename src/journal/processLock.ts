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
 * @returns nothing where another one holds it
 * @throws ToolwrightError `lock-unavailable` where nobody can hold it, as in a folder that cannot be written to
 */
export function tryLock(file: string): ProcessLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    makeFolderOf(file);
    database = new (sqlite().DatabaseSync)(file, { timeout: 0 });
    const isInPlace = placeOf(file);
    database.exec('BEGIN EXCLUSIVE');
    const lock = lockOn(database, isInPlace);
    if (lock.isHeld()) return lock;
    lock.release();
    return undefined;
  } catch (error) {
    if (database?.isOpen) database.close();
    if (isBusy(error)) return undefined;
    throw new ToolwrightError('lock-unavailable', `The lock ${file} cannot be taken: ${messageOf(error)}.`, {
      hint: 'Whoever steers rollouts has to be able to write in the folder of the flag file.',
      cause: error,
    });
  }
}

const lockOn = (database: DatabaseSync, isInPlace: () => boolean): ProcessLock => ({
  isHeld: () => database.isOpen && isInPlace(),
  release: () => database.isOpen && database.close(),
});
