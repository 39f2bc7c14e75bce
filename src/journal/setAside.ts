import { readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, type Problem } from '#base';
import { type OpenDatabase, openDatabase } from './openDatabase.ts';
import { identityOf } from './place.ts';
import { isCorruption } from './sqlite.ts';

/**
 * Opens the database. A damaged one is renamed, never deleted, and a new one begun; the problem says where the old one is.
 * @throws ToolwrightError as {@link openDatabase}
 */
export function openOrSetAside(file: string, now: Date): OpenDatabase & { readonly problems: readonly Problem[] } {
  const found = identityOf(file);
  try {
    return { ...openDatabase(file), problems: [] };
  } catch (error) {
    if (!isCorruption(error)) throw error;
    // Another window may have been faster, and the file that is there now be its new one.
    const problems = identityOf(file) === found ? [setAside(file, now, error)] : [];
    return { ...openDatabase(file), problems };
  }
}

/** The damaged files that were set aside for a journal and are still there, absolute, oldest first. */
export function journalsSetAside(file: string): readonly string[] {
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  const aside = readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
  const databases = aside.filter((name) => !/-(wal|shm)$/.test(name));
  return databases.toSorted().map((name) => join(folder, name));
}

function setAside(file: string, now: Date, error: unknown): Problem {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  let aside = `${file}.damaged-${stamp}`;
  for (let next = 2; statSync(aside, { throwIfNoEntry: false }); next++) aside = `${file}.damaged-${stamp}-${next}`;
  // The log and its index belong to the file, and would damage the new one.
  for (const suffix of ['', '-wal', '-shm']) {
    if (statSync(file + suffix, { throwIfNoEntry: false })) renameSync(file + suffix, aside + suffix);
  }
  return {
    code: 'journal-damaged',
    severity: 'error',
    message: `The journal was damaged and a new one was begun: ${messageOf(error)}.`,
    hint: `The old one was kept as ${basename(aside)}; \`sqlite3 FILE .recover\` may save what is in it. Approvals have to be given again.`,
    path: file,
  };
}
