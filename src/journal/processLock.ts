import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf, ToolwrightError } from '#base';
import { isBusy, sqlite } from './sqlite.ts';

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
 * @throws ToolwrightError `lock-unavailable` where nobody can hold it, as in a folder that cannot be written to
 */
export function tryLock(file: string): ProcessLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new (sqlite().DatabaseSync)(file, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw new ToolwrightError('lock-unavailable', `The lock ${file} cannot be taken: ${messageOf(error)}.`, {
      hint: 'Whoever steers rollouts has to be able to write in the folder of the flag file.',
      cause: error,
    });
  }
  const held = database;
  return { release: () => held.isOpen && held.close() };
}
