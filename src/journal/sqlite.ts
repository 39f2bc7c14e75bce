import type { DatabaseSync } from 'node:sqlite';
import { messageOf, ToolwrightError } from '#base';

type Sqlite = typeof import('node:sqlite');

let loaded: Sqlite | undefined;

/**
 * Node's SQLite. Node 24 warns once when it is loaded that its interface may still change; that is nothing that a user
 * could act on, so this one warning is left out.
 * @throws ToolwrightError `journal-unavailable` where Node is too old
 */
export function sqlite(): Sqlite {
  loaded ??= loadQuietly();
  if (loaded) return loaded;
  throw new ToolwrightError('journal-unavailable', `The journal needs SQLite, which Node ${process.version} lacks.`, {
    hint: 'Use Node 24 or newer.',
  });
}

function loadQuietly(): Sqlite | undefined {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: never[]) => {
    if (!/SQLite is an experimental feature/.test(String(warning))) emitWarning.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule?.('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Numbers of SQLite's errors (https://sqlite.org/rescode.html). */
const codes = { busy: 5, corrupt: 11, notADatabase: 26 };

/** Whether the file is no database, or a damaged one. */
export function isCorruption(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.corrupt || code === codes.notADatabase;
}

/** Whether another one holds what was to be taken. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === codes.busy;
}

function codeOf(error: unknown): number | undefined {
  const { errcode } = (error ?? {}) as { errcode?: number };
  // The upper bits tell more of the same error.
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
}

const waitMs = 10;
const patienceMs = 10_000;

/** SQLite does not wait by itself where two processes switch a new file to its write-ahead log at once. */
export function whenFree<T>(work: () => T): T {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += waitMs) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= patienceMs) throw error;
      Atomics.wait(pause, 0, 0, waitMs);
    }
  }
}

/** Runs `work` as one transaction that writes: all of it, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** An error of SQLite or of the file system as one that a user can read; others are returned as they are. */
export function journalError(doing: string, error: unknown): Error {
  const { syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (codeOf(error) === undefined && syscall === undefined) return error as Error;
  return new ToolwrightError('journal-failed', `The journal could not ${doing}: ${messageOf(error)}.`, {
    hint: 'Check the free space on the disk, and whether another program holds the file.',
    cause: error,
  });
}
