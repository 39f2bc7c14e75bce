import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isBusy, journalError, sqlite } from './sqlite.ts';

/** What is held until it is let go of, or its process ends in any way. */
export interface ProcessLock {
  release(): void;
}

/**
 * Takes a lock that one process can hold at a time. It is the operating system's lock on a small database, so it is free as
 * soon as its holder is dead, however that died: no file of a dead one has to be judged by its age, and no clock counts.
 *
 * @param file absolute; it stays there, also when nobody holds the lock
 * @returns nothing where another one holds it
 */
export function tryLock(file: string): ProcessLock | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const database = new (sqlite().DatabaseSync)(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw journalError('be locked', error);
  }
  return { release: () => database.isOpen && database.close() };
}
