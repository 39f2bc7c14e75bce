import type { DatabaseSync } from 'node:sqlite';
import { type Logger, messageOf, silentLogger } from '#base';
import { Journal } from './journal.ts';
import { openDatabaseInMemory, openDatabaseToRead } from './openDatabase.ts';
import type { PresentContents } from './prune.ts';
import { defaultRetention, type Retention } from './records.ts';
import { openOrSetAside } from './setAside.ts';
import { journalError } from './sqlite.ts';

export interface JournalOptions {
  /** Absolute. It and its folder are made where they are missing. */
  readonly file: string;
  readonly retention?: Retention | undefined;
  /** Contents in the workspace, which nobody knows by default. */
  readonly present?: PresentContents | undefined;
  /** Milliseconds since 1970; the system's clock by default. */
  readonly clock?: (() => number) | undefined;
  readonly logger?: Logger | undefined;
}

/**
 * Opens a journal. A damaged file is set aside, and `problems` of the journal says so.
 * @throws ToolwrightError `journal-newer`, `journal-foreign`, `journal-unavailable`, `journal-failed`
 */
export function openJournal(options: JournalOptions): Journal {
  const { file, retention, present = () => undefined, clock = Date.now, logger = silentLogger } = options;
  let opened: ReturnType<typeof openOrSetAside>;
  try {
    opened = openOrSetAside(file, new Date(clock()));
  } catch (error) {
    throw journalError('be opened', error);
  }
  for (const { message, hint } of opened.problems) logger.error(`${message} ${hint}`);
  const journal = new Journal(opened.database, {
    problems: opened.problems,
    isInPlace: opened.isInPlace,
    retention: { ...defaultRetention, ...retention },
    present,
    clock,
    logger,
  });
  try {
    journal.prune();
  } catch (error) {
    logger.warn(`The journal could not be pruned: ${messageOf(error)}`);
  }
  return journal;
}

/**
 * What stands in for a journal that cannot be opened, as on a disk that is full or read-only: it keeps nothing.
 * @param file absolute
 * @returns `isEmpty` where nothing of the file can be read either
 */
export function openStandIn(file: string): { readonly journal: Journal; readonly isEmpty: boolean } {
  const settings = { problems: [], retention: defaultRetention, present: () => undefined, clock: Date.now };
  const isInPlace = () => true;
  const over = (database: DatabaseSync) => new Journal(database, { ...settings, isInPlace, logger: silentLogger });
  try {
    return { journal: over(openDatabaseToRead(file)), isEmpty: false };
  } catch {
    return { journal: over(openDatabaseInMemory()), isEmpty: true };
  }
}
