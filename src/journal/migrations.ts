import type { JournalTable } from './records.ts';

/** In the header of the file, so that a database of another program is not taken for ours: `TWJR`. */
export const applicationId = 0x54574a52;

const tables: readonly JournalTable[] = ['requests', 'decisions', 'reports', 'feedback'];

/**
 * How the database grows, forward only: what stands at index N brings a database of version N to version N + 1. What is
 * released is never edited, only added to.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    request TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    name TEXT,
    version TEXT,
    milliseconds REAL NOT NULL
  ) STRICT;
  CREATE INDEX requests_at ON requests (at);
  CREATE INDEX requests_name ON requests (name, id);
  CREATE INDEX requests_outcome ON requests (outcome, id);

  CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX decisions_subject ON decisions (subject, kind, id);

  CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    level TEXT NOT NULL,
    report TEXT NOT NULL
  ) STRICT;
  CREATE INDEX reports_hash ON reports (hash, id);
  CREATE INDEX reports_name ON reports (name, id);

  CREATE TABLE feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    request INTEGER,
    person TEXT NOT NULL,
    rating TEXT NOT NULL,
    comment TEXT
  ) STRICT;
  CREATE INDEX feedback_at ON feedback (at);
  CREATE INDEX feedback_name ON feedback (name, id);

  -- Has a row only inside of the transaction that prunes, so that nobody else ever sees one.
  CREATE TABLE pruning (active INTEGER NOT NULL) STRICT;
  ${tables.map(appendOnly).join('')}
  `,
  // What a request was understood as, and what it may have meant: JSON.
  `
  ALTER TABLE requests ADD COLUMN matched TEXT;
  ALTER TABLE requests ADD COLUMN guesses TEXT;
  `,
  // What was known when something was decided, as the risk of what was approved: JSON.
  'ALTER TABLE decisions ADD COLUMN known TEXT',
  // By which variant a request was served while a version was rolled out, in which rollout and stage of it.
  `
  ALTER TABLE requests ADD COLUMN variant TEXT;
  ALTER TABLE requests ADD COLUMN rollout TEXT;
  ALTER TABLE requests ADD COLUMN stage TEXT;
  CREATE INDEX requests_rollout ON requests (rollout, id) WHERE rollout IS NOT NULL;
  CREATE INDEX feedback_request ON feedback (request) WHERE request IS NOT NULL;
  `,
  // What was measured of a content, and on which machine: JSON.
  `
  CREATE TABLE benchmarks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    machine TEXT NOT NULL,
    report TEXT NOT NULL
  ) STRICT;
  CREATE INDEX benchmarks_name ON benchmarks (name, machine, id);
  ${appendOnly('benchmarks')}
  `,
  // What several came to beside each other, and on which machine; names as they were given, and the report: JSON.
  `
  CREATE TABLE comparisons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    names TEXT NOT NULL,
    machine TEXT NOT NULL,
    report TEXT NOT NULL
  ) STRICT;
  CREATE INDEX comparisons_names ON comparisons (names, machine, id);
  ${appendOnly('comparisons')}
  `,
];

/** Neither our own mistakes nor another program change what was recorded. */
function appendOnly(table: JournalTable): string {
  return `
  CREATE TRIGGER ${table}_stay BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER ${table}_keep BEFORE DELETE ON ${table} WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER ${table}_once BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;`;
}
