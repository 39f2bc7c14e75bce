import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { ToolwrightError } from '#base';
import { applicationId, migrations } from './migrations.ts';
import { makeFolderOf, placeOf } from './place.ts';
import { inTransaction, sqlite, whenFree } from './sqlite.ts';

/** Milliseconds to wait for another window that writes. */
const busyTimeout = 5000;

export interface OpenDatabase {
  readonly database: DatabaseSync;
  /** Whether its file is still where it was opened, and no other one. */
  readonly isInPlace: () => boolean;
}

/**
 * Opens the database and brings it to the present version. Throws SQLite's error where the file is damaged.
 * @throws ToolwrightError `journal-newer`, `journal-foreign`; the file is as it was then
 */
export function openDatabase(file: string): OpenDatabase {
  makeFolderOf(file);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) keepOutOfGit(file);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) refuseOthers(file);
  const database = new (sqlite().DatabaseSync)(file, { timeout: busyTimeout });
  const isInPlace = placeOf(file);
  try {
    whenFree(() => prepare(database));
    // Tells a damaged file now and not when somebody asks for what is lost.
    const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok') throw Object.assign(new Error(found), { errcode: 11 });
    return { database, isInPlace };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens a database of the present version without writing anything, not even beside it: on a disk that is full or
 * read-only. Throws SQLite's error.
 * @throws ToolwrightError `journal-newer`, `journal-foreign`
 */
export function openDatabaseToRead(file: string): DatabaseSync {
  const place = pathToFileURL(file);
  // To share a file SQLite writes beside it. Without a log nobody is writing it, and nothing of it is elsewhere.
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) place.searchParams.set('immutable', '1');
  const database = new (sqlite().DatabaseSync)(place, { readOnly: true });
  try {
    if (numberOf(database, 'application_id') !== applicationId) throw foreign(file);
    if (versionOf(database) !== migrations.length) throw newer(versionOf(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One of the present version that is nowhere on the disk, and empty. */
export function openDatabaseInMemory(): DatabaseSync {
  const database = new (sqlite().DatabaseSync)(':memory:');
  prepare(database);
  return database;
}

/** What people asked for is nobody's to commit, nor is evidence that others would run something by. */
function keepOutOfGit(file: string): void {
  try {
    writeFileSync(join(dirname(file), '.gitignore'), `${basename(file)}*\n`, { flag: 'wx' });
  } catch {
    // There is one already: what git shall see is for the team to say. Or nothing can be written, which comes out next.
  }
}

function prepare(database: DatabaseSync): void {
  // Only has an effect before the first table: freed pages can then be given back.
  if (versionOf(database) === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA journal_mode = WAL');
  // What is acknowledged is on the disk, even when the machine loses power.
  database.exec('PRAGMA synchronous = FULL');
  database.exec(`PRAGMA journal_size_limit = ${4 * 1024 * 1024}`);
  database.exec('PRAGMA recursive_triggers = ON');
  database.exec('PRAGMA trusted_schema = OFF');
  if (versionOf(database) === migrations.length) return;
  inTransaction(database, () => migrate(database));
}

/** Another window may have done it in the meantime. */
function migrate(database: DatabaseSync): void {
  const version = versionOf(database);
  for (const migration of migrations.slice(version)) database.exec(migration);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${Math.max(version, migrations.length)}`);
}

/** Looks at a file before anything is written to it. */
function refuseOthers(file: string): void {
  const database = new (sqlite().DatabaseSync)(file, { timeout: busyTimeout, readOnly: true });
  try {
    const version = whenFree(() => versionOf(database));
    const id = numberOf(database, 'application_id');
    const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
    if (count > 0 && id !== applicationId) throw foreign(file);
    if (version > migrations.length) throw newer(version);
  } finally {
    database.close();
  }
}

function versionOf(database: DatabaseSync): number {
  return numberOf(database, 'user_version');
}

function numberOf(database: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0);
}

function newer(version: number): ToolwrightError {
  return new ToolwrightError(
    'journal-newer',
    `The journal was written by a newer version of Toolwright (form ${version}; this one knows ${migrations.length}).`,
    { hint: 'Update Toolwright. Nothing was changed.' },
  );
}

function foreign(file: string): ToolwrightError {
  return new ToolwrightError('journal-foreign', `${file} is a database of another program, not a journal.`, {
    hint: 'Move the file away. Nothing was changed.',
  });
}
